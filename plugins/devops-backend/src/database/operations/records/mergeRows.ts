import type { Knex } from 'knex';
import { asJson, rowsOf, selectFromJson } from '../../dialect';
import type { MergeTable } from '../../mergeTables';
import type { Cell, MergeRow } from '../../toRows';

const ROWS_PER_STATEMENT = 100;

/** The version of a value that no record told. It is older than all others. */
const NEVER_TOLD = '';

/**
 * Merges rows into their table and returns the ids of those that are new or
 * changed.
 *
 * Every column ends with the value of the newest record that has one, or with
 * the least value where the table says so; either way the outcome does not
 * depend on the order in which records arrive, nor on how often. The decision
 * is part of the statement: two workers that merge the same row at the same
 * time cannot undo each other.
 *
 * Which record a value is from stands beside it only where it is not the one
 * that the row is from: `<column>_version` is NULL for the version of the row,
 * `''` for a value that no record told, and else a version that is older than
 * that of the row. There is one way to write each state, so that rows that
 * mean the same are the same.
 */
export async function mergeRows(
  knex: Knex,
  table: MergeTable,
  rows: MergeRow[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const batch of batchesOfDistinctRows(rows)) {
    const returned = await knex.raw(mergeStatement(knex, table), [
      asJson(batch.map(row => withVersions(table, row))),
    ]);
    rowsOf<{ id: string }>(returned).forEach(({ id }) => changed.add(id));
  }
  return changed;
}

/**
 * Makes sure that there are rows to lock before anything is merged into them.
 * A placeholder is older than any record and disappears with the first one.
 */
export async function addPlaceholders(
  knex: Knex,
  table: MergeTable,
  rows: MergeRow[],
): Promise<void> {
  const untold = Object.fromEntries(
    table.optional.map(column => [column, undefined]),
  );
  for (const batch of batchesOfDistinctRows(rows)) {
    const rowsWithoutRecord = batch.map(row =>
      withVersions(table, { ...row, ...untold, version: NEVER_TOLD }),
    );
    await knex.raw(`${insertStatement(knex, table)} do nothing`, [
      asJson(rowsWithoutRecord),
    ]);
  }
}

/** The columns of a row that is from one record alone. */
function withVersions(table: MergeTable, row: MergeRow) {
  const { id, version } = row;
  const cells: Record<string, Cell> = { id, version };
  for (const column of table.required) {
    cells[column] = row[column];
  }
  for (const column of table.optional) {
    const told = row[column] !== undefined;
    cells[column] = row[column] ?? null;
    cells[`${column}_version`] =
      told || version === NEVER_TOLD ? null : NEVER_TOLD;
  }
  return cells;
}

/**
 * All rows are one binding. A binding for each cell, of which there are
 * thousands, takes three times as long, here and in the database.
 */
function insertStatement(knex: Knex, table: MergeTable): string {
  const columns = [
    'id',
    'version',
    ...table.required,
    ...table.optional.flatMap(column => [column, `${column}_version`]),
  ];
  return `insert into ${table.name} (${columns.join(', ')})
    ${selectFromJson(knex, table.name, columns)}
    on conflict (id)`;
}

function mergeStatement(knex: Knex, table: MergeTable): string {
  return `${insertStatement(knex, table)} do update set ${assignments(table)}
    where ${somethingIsNewer(table)}
    returning id`;
}

function assignments(table: MergeTable): string {
  const stored = table.name;
  const result = new Map<string, string>();
  const pick = (column: string, condition: string) =>
    result.set(
      column,
      `case when ${condition} then excluded.${column} else ${stored}.${column} end`,
    );
  for (const column of [...table.required, 'version']) {
    pick(column, rowIsNewer(table));
  }
  for (const column of table.earliest ?? []) {
    pick(column, isEarlier(table, column));
  }
  for (const column of table.optional) {
    pick(column, fieldIsNewer(table, column));
    // A value that comes from an older record, or stays when a newer record
    // takes the row, no longer has the version of the row: it is written out.
    result.set(
      `${column}_version`,
      `case
         when ${fieldIsNewer(table, column)} then
           case when excluded.version >= ${stored}.version then null else excluded.version end
         when ${rowIsNewer(table)} then ${versionOf(stored, column)}
         else ${stored}.${column}_version
       end`,
    );
  }
  return [...result]
    .map(([column, value]) => `${column} = ${value}`)
    .join(', ');
}

function somethingIsNewer(table: MergeTable): string {
  return [
    rowIsNewer(table),
    ...(table.earliest ?? []).map(column => isEarlier(table, column)),
    ...table.optional.map(column => fieldIsNewer(table, column)),
  ].join(' or ');
}

function rowIsNewer(table: MergeTable): string {
  return `excluded.version > ${table.name}.version`;
}

function isEarlier(table: MergeTable, column: string): string {
  return `excluded.${column} < ${table.name}.${column}`;
}

function fieldIsNewer(table: MergeTable, column: string): string {
  return `${versionOf('excluded', column)} > ${versionOf(table.name, column)}`;
}

/** The version of the record that a value is from. */
function versionOf(row: string, column: string): string {
  return `coalesce(${row}.${column}_version, ${row}.version)`;
}

/**
 * A statement may touch a row only once. Rows go in the order of their ids, so
 * that two transactions cannot wait for each other.
 */
function batchesOfDistinctRows(rows: MergeRow[]): MergeRow[][] {
  const rounds: Array<Map<string, MergeRow>> = [];
  for (const row of rows) {
    const round = rounds.find(candidate => !candidate.has(row.id));
    if (round) {
      round.set(row.id, row);
    } else {
      rounds.push(new Map([[row.id, row]]));
    }
  }
  return rounds.flatMap(round => {
    const sorted = [...round.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const batches: MergeRow[][] = [];
    for (let start = 0; start < sorted.length; start += ROWS_PER_STATEMENT) {
      batches.push(sorted.slice(start, start + ROWS_PER_STATEMENT));
    }
    return batches;
  });
}
