import type { Knex } from 'knex';
import { DayCounts } from '../../../services/metrics/dayCounts';
import {
  COUNTS,
  HISTOGRAMS,
  type RollupDayRow,
  type ScopeDay,
  type ScopeKind,
} from '../../derivedRows';
import { skipLocked } from '../../dialect';

const OWNER_COLUMNS: Record<Exclude<ScopeKind, 'fleet'>, string> = {
  owner: 'owner_ref',
  system: 'system_ref',
  domain: 'domain_ref',
};

/**
 * Sums one cell that is marked anew from the rows of its entities; false when
 * none is due. The mark is locked until the sum is stored: nobody else sums
 * the cell meanwhile, and whoever changes a row of it waits to mark it again.
 */
export async function sumScopeDay(
  trx: Knex.Transaction,
  now: number,
): Promise<boolean> {
  const [cell]: ScopeDay[] = await skipLocked(
    trx,
    trx('dirty_scope_day')
      .select('kind', 'id', 'day')
      .where('due_at', '<=', now)
      .orderBy(['due_at', 'day', 'kind', 'id'])
      .limit(1),
  );
  if (!cell) {
    return false;
  }
  const { kind, id, day } = cell;
  const { entities, ...measures } = await sumOf(trx, cell);
  if (entities === 0) {
    await trx('rollup_scope_day').where({ kind, id, day }).delete();
  } else {
    await trx('rollup_scope_day')
      .insert({ kind, id, day, entities, ...measures })
      .onConflict(['kind', 'id', 'day'])
      .merge();
  }
  await trx('dirty_scope_day').where({ kind, id, day }).delete();
  return true;
}

async function sumOf(trx: Knex.Transaction, { kind, id, day }: ScopeDay) {
  const rows = () => {
    const query = trx('rollup_day').where({ day, pooled: true });
    return kind === 'fleet' ? query : query.where(OWNER_COLUMNS[kind], id);
  };
  const [sums]: Array<Record<string, number | string | null>> = await rows()
    .countDistinct({ entities: 'entity_uid' })
    .sum(Object.fromEntries(COUNTS.map(name => [name, name])));
  const counts = new DayCounts();
  COUNTS.forEach(name => counts.count(name, Number(sums[name] ?? 0)));
  for (const name of HISTOGRAMS) {
    const histograms: Array<Pick<RollupDayRow, typeof name>> = await rows()
      .select(name)
      .whereNotNull(name);
    histograms.forEach(row => counts.merge(name, row[name]));
  }
  return { entities: Number(sums.entities), ...counts.toRow() };
}

/** When the next cell is due; undefined when none waits. */
export async function nextScopeDayAt(knex: Knex): Promise<number | undefined> {
  const row = await knex('dirty_scope_day').min({ at: 'due_at' }).first();
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
}
