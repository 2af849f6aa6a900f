import type { Knex } from 'knex';
import type { InboxRow } from '../../rows';

/**
 * Marks a claimed delivery as applied. Returns false when the claim is lost:
 * the caller then rolls back what it did, because another worker does it.
 */
export async function finishDelivery(
  knex: Knex,
  row: Pick<InboxRow, 'id' | 'claim'>,
): Promise<boolean> {
  const updated = await knex('inbox')
    .where({ id: row.id, claim: row.claim, state: 'pending' })
    .update({
      state: 'applied',
      error: null,
      claim: null,
      leased_until: null,
    });
  return updated === 1;
}
