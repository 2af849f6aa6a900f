import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/**
 * Everything that differs between the databases, in one place. The two that
 * are supported are SQLite (better-sqlite3) and PostgreSQL.
 */
export function isSqlite(knex: Knex): boolean {
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
