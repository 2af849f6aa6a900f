import type { Knex } from 'knex';
import { asJson, selectFromJson } from '../../dialect';
import type { OverviewRow } from './overviewRow';

/** Rows of one statement: SQLite answers nothing else meanwhile. */
const CHUNK = 500;

const COLUMNS = [
  'entity_uid',
  'slo_id',
  'source_id',
  'title',
  'environment',
  'objective',
  'window_text',
  'state',
  'budget_remaining',
  'current_burn',
  'measured_at',
  'stale_at',
  'judged_at',
] as const satisfies ReadonlyArray<keyof OverviewRow>;

const KEY = ['entity_uid', 'slo_id'];

/**
 * Stores where objectives stand. Rows are written in one order, so that two
 * writers do not wait for each other, and an older judgement does not undo a
 * newer one.
 */
export async function writeOverview(
  knex: Knex,
  rows: OverviewRow[],
): Promise<void> {
  const byKey = new Map(rows.map(row => [keyOf(row), row]));
  const sorted = [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
  const updates = COLUMNS.filter(column => !KEY.includes(column)).map(
    column => `${column} = excluded.${column}`,
  );
  for (let i = 0; i < sorted.length; i += CHUNK) {
    await knex.raw(
      `insert into slo_overview (${COLUMNS.join(', ')})
       ${selectFromJson(knex, 'slo_overview', COLUMNS)}
       on conflict (${KEY.join(', ')}) do update set ${updates.join(', ')}
       where slo_overview.judged_at <= excluded.judged_at`,
      [asJson(sorted.slice(i, i + CHUNK))],
    );
  }
}

/** Deletes objectives that their entities do not have any more. */
export async function dropOverview(knex: Knex, ids: string[]): Promise<void> {
  for (let i = 0; i < ids.length; i += CHUNK) {
    await knex('slo_overview')
      .whereIn('id', ids.slice(i, i + CHUNK))
      .delete();
  }
}

function keyOf(row: OverviewRow): string {
  return `${row.entity_uid}\n${row.slo_id}`;
}
