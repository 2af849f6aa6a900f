import type { Knex } from 'knex';
import type { InboxRow } from '../../rows';

/** Gives claimed deliveries back untouched, for whoever comes next. */
export async function releaseDeliveries(
  knex: Knex,
  rows: Array<Pick<InboxRow, 'id' | 'claim'>>,
): Promise<void> {
  if (rows.length > 0) {
    await knex('inbox')
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .where({ claim: rows[0].claim })
      .update({ claim: null, leased_until: null });
  }
}
