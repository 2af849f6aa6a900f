import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';

/**
 * Notes that a scope was read to the end: everything before `completeUntil` is
 * stored, and the next sweep starts at `cursor`. Neither goes backwards.
 */
export async function recordSweep(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
  done: { cursor: number; completeUntil: number; now: number },
): Promise<void> {
  const later = (column: string) =>
    knex.raw(
      `case when coalesce(source_state.${column}, 0) < excluded.${column} then excluded.${column} else source_state.${column} end`,
    );
  await knex('source_state')
    .insert({
      source_id: sourceId,
      scope,
      cursor: done.cursor,
      complete_until: done.completeUntil,
      last_success_at: done.now,
    })
    .onConflict(['source_id', 'scope'])
    .merge({
      cursor: later('cursor'),
      complete_until: later('complete_until'),
      last_success_at: done.now,
      failures: 0,
      retry_at: null,
    });
}
