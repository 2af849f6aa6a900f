import type { Knex } from 'knex';
import type { MergeTable } from '../../mergeTables';
import type { MergeRow } from '../../toRows';

const ROWS_PER_STATEMENT = 100;

/** The version of a value that no record told. It is older than all others. */
const NEVER_TOLD = '';

/**
 * Merges rows into their table and returns the ids of those that are new or
 * changed.
 *
 * Every column ends with the value of the newest record that has one, so the
 * outcome does not depend on the order in which records arrive, nor on how
 * often. The decision is part of the statement: two workers that merge the
 * same row at the same time cannot undo each other.
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
    const returned: Array<{ id: string }> = await knex(table.name)
      .insert(batch.map(row => withVersions(table, row)))
      .onConflict('id')
      .merge(assignments(knex, table))
      .whereRaw(somethingIsNewer(table))
      .returning('id');
    returned.forEach(({ id }) => changed.add(id));
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
    await knex(table.name)
      .insert(
        batch.map(row =>
          withVersions(table, { ...row, ...untold, version: NEVER_TOLD }),
        ),
      )
      .onConflict('id')
      .ignore();
  }
}

/** The columns of a row that is from one record alone. */
function withVersions(table: MergeTable, row: MergeRow) {
  const { id, version } = row;
  const required = table.required.map(column => [column, row[column]]);
  const optional = table.optional.flatMap(column => {
    const told = row[column] !== undefined;
    return [
      [column, told ? row[column] : null],
      [`${column}_version`, told || version === NEVER_TOLD ? null : NEVER_TOLD],
    ];
  });
  return Object.fromEntries([
    ['id', id],
    ['version', version],
    ...required,
    ...optional,
  ]);
}

function assignments(knex: Knex, table: MergeTable) {
  const stored = table.name;
  const pick = (column: string, condition: string) =>
    knex.raw(
      `case when ${condition} then excluded.${column} else ${stored}.${column} end`,
    );
  const result: Record<string, Knex.Raw> = {};
  for (const column of [...table.required, 'version']) {
    result[column] = pick(column, rowIsNewer(table));
  }
  for (const column of table.optional) {
    result[column] = pick(column, fieldIsNewer(table, column));
    // A value that comes from an older record, or stays when a newer record
    // takes the row, no longer has the version of the row: it is written out.
    result[`${column}_version`] = knex.raw(
      `case
         when ${fieldIsNewer(table, column)} then
           case when excluded.version >= ${stored}.version then null else excluded.version end
         when ${rowIsNewer(table)} then ${versionOf(stored, column)}
         else ${stored}.${column}_version
       end`,
    );
  }
  return result;
}

function somethingIsNewer(table: MergeTable): string {
  return [
    rowIsNewer(table),
    ...table.optional.map(column => fieldIsNewer(table, column)),
  ].join(' or ');
}

function rowIsNewer(table: MergeTable): string {
  return `excluded.version > ${table.name}.version`;
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
