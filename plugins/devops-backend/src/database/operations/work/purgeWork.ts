import type { Knex } from 'knex';

/** Deletes work that was set aside before an instant. */
export async function purgeWork(knex: Knex, before: number): Promise<number> {
  return knex('work_queue')
    .where('state', 'parked')
    .where('due_at', '<', before)
    .delete();
}
