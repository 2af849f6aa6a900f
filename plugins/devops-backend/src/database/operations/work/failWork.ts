import type { Knex } from 'knex';
import type { WorkRow } from '../../rows';

/** Puts claimed work back for later, or aside when it is hopeless. */
export async function failWork(
  knex: Knex,
  row: Pick<WorkRow, 'id' | 'claim'>,
  failure: { error: string; park: boolean; dueAt: number },
): Promise<void> {
  await knex('work_queue')
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
