import type { Knex } from 'knex';
import type { InboxRow } from '../../rows';

/** One of the parts of a large body that follow the first. */
export async function readDeliveryPart(
  knex: Knex,
  id: InboxRow['id'],
  part: number,
): Promise<Buffer | undefined> {
  const row = await knex('inbox_part')
    .where({ inbox_id: id, part })
    .first('body');
  return row?.body;
}
