import type { Knex } from 'knex';
import type { WorkRow } from '../../rows';

/** Keeps a claim. Returns false when it is lost already. */
export async function extendLease(
  knex: Knex,
  row: Pick<WorkRow, 'id' | 'claim'>,
  until: number,
): Promise<boolean> {
  const updated = await knex('work_queue')
    .where({ id: row.id, claim: row.claim })
    .update({ leased_until: until });
  return updated === 1;
}
