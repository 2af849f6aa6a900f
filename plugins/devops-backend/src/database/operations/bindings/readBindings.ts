import type { Knex } from 'knex';
import type { BindingRow } from '../../rows';

/** What one entity is bound to. */
export async function readBindings(
  knex: Knex,
  entityUid: string,
): Promise<BindingRow[]> {
  return knex('entity_binding')
    .where('entity_uid', entityUid)
    .orderBy(['source_id', 'scope']);
}

/** The bindings of all entities. */
export async function readAllBindings(knex: Knex): Promise<BindingRow[]> {
  return knex('entity_binding').orderBy(['entity_ref', 'source_id', 'scope']);
}

/** The uids of the entities that are bound to any of some scopes of a source. */
export async function readBoundUids(
  knex: Knex,
  sourceId: string,
  scopes: string[],
): Promise<string[]> {
  const rows: Array<{ entity_uid: string }> = await knex('entity_binding')
    .distinct('entity_uid')
    .where('source_id', sourceId)
    .whereIn('scope', scopes);
  return rows.map(row => row.entity_uid);
}

/** The scopes of a source that any entity is bound to. */
export async function readBoundScopes(
  knex: Knex,
  sourceId: string,
): Promise<string[]> {
  const rows: Array<{ scope: string }> = await knex('entity_binding')
    .distinct('scope')
    .where('source_id', sourceId)
    .orderBy('scope');
  return rows.map(row => row.scope);
}
