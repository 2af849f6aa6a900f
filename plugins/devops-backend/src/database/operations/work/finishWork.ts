import type { Knex } from 'knex';
import type { WorkRow } from '../../rows';

/**
 * Removes claimed work that is done. When it was asked for again meanwhile it
 * stays and is due at once.
 */
export async function finishWork(
  knex: Knex,
  row: Pick<WorkRow, 'id' | 'claim' | 'revision'>,
  now: number,
): Promise<void> {
  const removed = await knex('work_queue')
    .where({ id: row.id, claim: row.claim, revision: row.revision })
    .delete();
  if (removed === 0) {
    await knex('work_queue').where({ id: row.id, claim: row.claim }).update({
      claim: null,
      leased_until: null,
      attempts: 0,
      lost_claims: 0,
      due_at: now,
    });
  }
}
