import type { Knex } from 'knex';
import { DAY_MS, FINE_MS, HOUR_MS, KEPT_MS } from './points';

/**
 * Deletes figures that are kept no longer, and objectives that have been gone
 * for as long as their ledger is kept. Returns how many rows went.
 */
export async function deleteExpiredPoints(
  knex: Knex,
  options: { now: number; signal?: AbortSignal },
): Promise<number> {
  const { now, signal } = options;
  const fine = await deleteByDay(
    () => knex('slo_points').where('length_ms', FINE_MS),
    { column: 'start', before: now - KEPT_MS.fine, signal },
  );
  const hours = await deleteByDay(
    () => knex('slo_points').where('length_ms', HOUR_MS),
    { column: 'start', before: now - KEPT_MS.hours, signal },
  );
  const days = await deleteByDay(() => knex('slo_ledger'), {
    column: 'day',
    before: now - KEPT_MS.days,
    signal,
  });
  const gone = await knex('slo_standings')
    .where('gone_at', '<', now - KEPT_MS.days)
    .delete();
  return fine + hours + days + gone;
}

/** A day at a time, so that writers never wait long. */
async function deleteByDay(
  rows: () => Knex.QueryBuilder,
  options: { column: string; before: number; signal?: AbortSignal },
): Promise<number> {
  const { column, before, signal } = options;
  let deleted = 0;
  while (!signal?.aborted) {
    const { oldest } = await rows().min(`${column} as oldest`).first();
    if (oldest === null || Number(oldest) >= before) {
      break;
    }
    const until = Math.min(Number(oldest) + DAY_MS, before);
    deleted += await rows().where(column, '<', until).delete();
  }
  return deleted;
}
