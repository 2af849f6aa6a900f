import type { Knex } from 'knex';
import type { WorkRow } from '../../rows';

/** Gives claimed work back untouched, for whoever comes next. */
export async function releaseWork(
  knex: Knex,
  row: Pick<WorkRow, 'id' | 'claim'>,
): Promise<void> {
  await knex('work_queue')
    .where({ id: row.id, claim: row.claim })
    .update({ claim: null, leased_until: null });
}
