import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';

export type EntityBindings = {
  uid: string;
  ref: string;
  etag: string;
  healthPath?: string;
  scopes: ScopeRef[];
};

/** Makes the bindings of an entity exactly these. Runs in a transaction. */
export async function replaceBindings(
  trx: Knex.Transaction,
  entity: EntityBindings,
  now: number,
): Promise<void> {
  await trx('entity_binding').where('entity_uid', entity.uid).delete();
  if (entity.scopes.length > 0) {
    await trx('entity_binding')
      .insert(
        entity.scopes.map(({ sourceId, scope }) => ({
          entity_uid: entity.uid,
          entity_ref: entity.ref,
          source_id: sourceId,
          scope,
          etag: entity.etag,
          health_path: entity.healthPath ?? null,
          seen_at: now,
        })),
      )
      .onConflict(['entity_uid', 'source_id', 'scope'])
      .merge();
  }
}
