import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';

/** Notes that a scope could not be read; its cursor stays where it is. */
export async function recordSweepFailure(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
  failure: { message: string; now: number; retryAt: number },
): Promise<void> {
  await knex('source_state')
    .insert({
      source_id: sourceId,
      scope,
      last_error: failure.message,
      last_error_at: failure.now,
      failures: 1,
      retry_at: failure.retryAt,
    })
    .onConflict(['source_id', 'scope'])
    .merge({
      last_error: failure.message,
      last_error_at: failure.now,
      failures: knex.raw('source_state.failures + 1'),
      retry_at: failure.retryAt,
    });
}
