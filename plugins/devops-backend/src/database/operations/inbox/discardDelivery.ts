import type { Knex } from 'knex';

/** Deletes a delivery that was set aside. Returns false when it was not. */
export async function discardDelivery(
  knex: Knex,
  id: string,
): Promise<boolean> {
  const deleted = await knex('inbox').where({ id, state: 'parked' }).delete();
  if (deleted === 1) {
    await knex('inbox_part').where({ inbox_id: id }).delete();
  }
  return deleted === 1;
}
