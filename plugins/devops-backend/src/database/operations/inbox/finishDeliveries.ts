import type { Knex } from 'knex';
import type { InboxRow } from '../../rows';

/**
 * Marks deliveries of one claim as applied. Returns false when one of them is
 * lost: the caller then rolls back what it did, because another worker does it.
 */
export async function finishDeliveries(
  knex: Knex,
  rows: Array<Pick<InboxRow, 'id' | 'claim'>>,
): Promise<boolean> {
  const updated = await knex('inbox')
    .whereIn(
      'id',
      rows.map(({ id }) => id),
    )
    .where({ claim: rows[0].claim, state: 'pending' })
    .update({
      state: 'applied',
      error: null,
      claim: null,
      leased_until: null,
    });
  return updated === rows.length;
}
