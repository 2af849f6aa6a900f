import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/**
 * Everything that differs between the databases, in one place. The two that
 * are supported are SQLite (better-sqlite3) and PostgreSQL.
 */
export function isSqlite(knex: Pick<Knex, 'client'>): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/**
 * Makes a SQLite file fit for a server: readers do not wait for the writer, a
 * second process waits instead of failing, and a commit survives a crash of
 * the process without a disk flush for each.
 */
export async function prepareConnection(knex: Knex): Promise<void> {
  if (!isSqlite(knex)) {
    return;
  }
  await knex.raw('PRAGMA journal_mode = WAL');
  await knex.raw('PRAGMA synchronous = NORMAL');
  await knex.raw('PRAGMA busy_timeout = 5000');
}

/**
 * Lets several workers claim different rows at the same time. SQLite has one
 * writer, so that nothing needs to be skipped there.
 */
export function skipLocked<T extends Knex.QueryBuilder>(
  knex: Knex,
  query: T,
): T {
  return isSqlite(knex) ? query : (query.forUpdate().skipLocked() as T);
}

/**
 * Limits a query to rows where an expression is one of any number of texts:
 * one binding for all of them, because databases bound how many there may be.
 */
export function whereAnyOf(
  query: Knex.QueryBuilder,
  expression: string,
  texts: string[],
): Knex.QueryBuilder {
  return isSqlite(query)
    ? query.whereRaw(`${expression} in (select value from json_each(?))`, [
        JSON.stringify(texts),
      ])
    : query.whereRaw(`${expression} = any(?::text[])`, [texts]);
}

/**
 * A query for rows that one binding holds as JSON, see `asJson`. Columns have
 * the types that they have in the table.
 */
export function selectFromJson(
  knex: Pick<Knex, 'client'>,
  table: string,
  columns: readonly string[],
): string {
  if (!isSqlite(knex)) {
    return `select ${columns.join(', ')} from json_populate_recordset(null::${table}, ?)`;
  }
  const cells = columns.map(column => `json_extract(value, '$.${column}')`);
  // Without a condition, what follows could be read as a part of a join.
  return `select ${cells.join(', ')} from json_each(?) where true`;
}

/** Halves of characters, and what ends texts in C. */
const NOT_STORABLE = /[\0\ud800-\udfff]/;

/** Rows for `selectFromJson`. Texts lose what the databases cannot store. */
export function asJson(rows: Array<Record<string, unknown>>): string {
  return JSON.stringify(rows, (_, value) =>
    typeof value === 'string' && NOT_STORABLE.test(value)
      ? Buffer.from(value).toString().replaceAll('\0', '')
      : value,
  );
}

/** Holds rows until the end of the transaction. SQLite has one writer anyway. */
export function lockRows<T extends Knex.QueryBuilder>(knex: Knex, query: T): T {
  return isSqlite(knex) ? query : (query.forUpdate() as T);
}

/** The rows of `knex.raw`, whose shape depends on the driver. */
export function rowsOf<TRow>(result: unknown): TRow[] {
  if (Array.isArray(result)) {
    return result;
  }
  return (result as { rows: TRow[] }).rows;
}

/** Whether the service wants its migrations run. */
export function wantsMigrations(database: DatabaseService): boolean {
  return !database.migrations?.skip;
}
