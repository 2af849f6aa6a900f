import type { Knex } from 'knex';
import type { InboxRow } from '../../rows';

/** Puts a claimed delivery back for later, or aside when it is hopeless. */
export async function failDelivery(
  knex: Knex,
  row: Pick<InboxRow, 'id' | 'claim'>,
  failure: { error: string; park: boolean; dueAt: number },
): Promise<void> {
  await knex('inbox')
    .where({ id: row.id, claim: row.claim })
    .update({
      state: failure.park ? 'parked' : 'pending',
      attempts: knex.raw('attempts + 1'),
      error: failure.error,
      due_at: failure.dueAt,
      claim: null,
      leased_until: null,
    });
}
