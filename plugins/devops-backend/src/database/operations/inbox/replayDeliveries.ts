import type { Knex } from 'knex';
import type { InboxRow } from '../../rows';

/**
 * Puts deliveries back to those that wait, as if they had just come, and
 * returns how many. What waits already is due at once; a worker that has it
 * just now goes on.
 */
export async function replayDeliveries(
  knex: Knex,
  selection:
    | { id: string }
    | { state: InboxRow['state']; sourceId?: string; event?: string },
  now: number,
): Promise<number> {
  const query = knex('inbox');
  if ('id' in selection) {
    query.where({ id: selection.id });
  } else {
    const { state, sourceId, event } = selection;
    query.where({
      state,
      ...(sourceId !== undefined ? { source_id: sourceId } : {}),
      ...(event !== undefined ? { event } : {}),
    });
  }
  return query.update({
    state: 'pending',
    attempts: 0,
    lost_claims: 0,
    due_at: now,
    error: null,
  });
}
