import type { Knex } from 'knex';
import type { MergeTable } from '../../mergeTables';
import type { MergeRow } from '../../toRows';

const ROWS_PER_STATEMENT = 100;

/**
 * Merges rows into their table and returns the ids of those that are new or
 * changed.
 *
 * Every column ends with the value of the newest record that has one, so the
 * outcome does not depend on the order in which records arrive, nor on how
 * often. The decision is part of the statement: two workers that merge the
 * same row at the same time cannot undo each other.
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

function withVersions(table: MergeTable, row: MergeRow) {
  const { id, version } = row;
  const required = table.required.map(column => [column, row[column]]);
  const optional = table.optional.flatMap(column => {
    const value = row[column];
    return value === undefined
      ? [
          [column, null],
          [`${column}_version`, null],
        ]
      : [
          [column, value],
          [`${column}_version`, version],
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
  const pick = (column: string, condition: string) =>
    knex.raw(
      `case when ${condition} then excluded.${column} else ${table.name}.${column} end`,
    );
  const result: Record<string, Knex.Raw> = {};
  for (const column of [...table.required, 'version']) {
    result[column] = pick(column, rowIsNewer(table));
  }
  for (const column of table.optional) {
    const condition = fieldIsNewer(table, column);
    result[column] = pick(column, condition);
    result[`${column}_version`] = pick(`${column}_version`, condition);
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
  return `coalesce(excluded.${column}_version, '') > coalesce(${table.name}.${column}_version, '')`;
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
