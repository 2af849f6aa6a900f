import type { Knex } from 'knex';
import type { InboxRow } from '../../rows';

/** A delivery with the first part of its body. */
export async function readDelivery(
  knex: Knex,
  id: string,
): Promise<InboxRow | undefined> {
  return knex('inbox').where({ id }).first();
}
