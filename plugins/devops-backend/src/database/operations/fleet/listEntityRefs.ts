import type { Knex } from 'knex';

/** The entities that exist, to ask about each. */
export async function listEntityRefs(
  knex: Knex,
): Promise<Array<{ uid: string; ref: string }>> {
  return knex('entity')
    .select('uid', 'ref')
    .whereNull('gone_at')
    .orderBy('ref');
}
