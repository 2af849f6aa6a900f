import type { Knex } from 'knex';

const UIDS_PER_STATEMENT = 500;

/**
 * Drops the bindings and summaries of entities that are gone, unless they were made after
 * the instant at which somebody looked.
 */
export async function dropBindings(
  knex: Knex,
  entityUids: string[],
  before: number,
): Promise<void> {
  for (let start = 0; start < entityUids.length; start += UIDS_PER_STATEMENT) {
    const uids = entityUids.slice(start, start + UIDS_PER_STATEMENT);
    await knex('entity_binding')
      .whereIn('entity_uid', uids)
      .where('seen_at', '<', before)
      .delete();
    await knex('delivery_summary')
      .whereIn('entity_uid', uids)
      .whereNotIn('entity_uid', knex('entity_binding').select('entity_uid'))
      .delete();
  }
}
