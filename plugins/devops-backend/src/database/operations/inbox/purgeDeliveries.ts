import type { Knex } from 'knex';

/** Deletes deliveries that arrived before an instant, except those that wait. */
export async function purgeDeliveries(
  knex: Knex,
  before: number,
): Promise<number> {
  return knex('inbox')
    .where('received_at', '<', before)
    .whereNot('state', 'pending')
    .delete();
}
