import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';

export type SweepDone = {
  /** Where the next sweep starts. */
  cursor: number;
  /** Everything before is stored. */
  completeUntil: number;
  now: number;
  /** Until when the runs were found to be complete, where they were counted. */
  countedUntil?: number;
  /** Runs that are missing though everything was read. */
  gap?: { at: number; count: number; sweeps: number };
};

/**
 * Notes that a scope was read to the end. Neither `cursor` nor `completeUntil`
 * goes backwards, except for a gap.
 */
export async function recordSweep(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
  done: SweepDone,
): Promise<void> {
  const later = (column: string) =>
    knex.raw(
      `case when coalesce(source_state.${column}, 0) < excluded.${column} then excluded.${column} else source_state.${column} end`,
    );
  const gap = {
    gap_at: done.gap?.at ?? null,
    gap_count: done.gap?.count ?? null,
    gap_sweeps: done.gap?.sweeps ?? 0,
    ...(done.countedUntil === undefined
      ? {}
      : { counted_until: done.countedUntil }),
  };
  await knex('source_state')
    .insert({
      source_id: sourceId,
      scope,
      cursor: done.cursor,
      complete_until: done.completeUntil,
      last_success_at: done.now,
      ...gap,
    })
    .onConflict(['source_id', 'scope'])
    .merge({
      cursor: done.gap ? done.cursor : later('cursor'),
      complete_until: done.gap ? done.completeUntil : later('complete_until'),
      last_success_at: done.now,
      failures: 0,
      retry_at: null,
      ...gap,
    });
}
