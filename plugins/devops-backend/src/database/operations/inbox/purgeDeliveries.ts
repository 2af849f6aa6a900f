import type { Knex } from 'knex';

/** Deletes deliveries that arrived before an instant, except those that wait. */
export async function purgeDeliveries(
  knex: Knex,
  before: number,
): Promise<number> {
  const old = knex('inbox')
    .where('received_at', '<', before)
    .whereNot('state', 'pending');
  await knex('inbox_part')
    .whereIn('inbox_id', old.clone().where('parts', '>', 0).select('id'))
    .delete();
  return old.delete();
}
