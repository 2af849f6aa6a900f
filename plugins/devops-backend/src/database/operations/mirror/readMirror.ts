import type { Knex } from 'knex';
import type { EntityRow, OwnershipRow } from '../../derivedRows';

/** What is needed of each mirrored entity to find those that differ. */
export type MirrorState = Pick<
  EntityRow,
  | 'uid'
  | 'ref'
  | 'digest'
  | 'gone_at'
  | 'rules_json'
  | 'owner_ref'
  | 'system_ref'
  | 'domain_ref'
>;

/** All entities that are mirrored, also those that are gone. */
export async function readMirror(knex: Knex): Promise<MirrorState[]> {
  return knex('entity').select(
    'uid',
    'ref',
    'digest',
    'gone_at',
    'rules_json',
    'owner_ref',
    'system_ref',
    'domain_ref',
  );
}

export async function readEntity(
  knex: Knex,
  uid: string,
): Promise<EntityRow | undefined> {
  return knex('entity').where({ uid }).first();
}

/** Who an entity belonged to, oldest first. */
export async function readOwnership(
  knex: Knex,
  uid: string,
): Promise<OwnershipRow[]> {
  return knex('entity_ownership')
    .where('entity_uid', uid)
    .orderBy('valid_from');
}
