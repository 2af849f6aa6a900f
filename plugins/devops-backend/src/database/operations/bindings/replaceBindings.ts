import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';
import type { ScopeRef } from '../../rows';

export type EntityBindings = {
  uid: string;
  ref: string;
  etag: string;
  healthPath?: string;
  scopes: ScopeRef[];
};

const ROWS_PER_STATEMENT = 100;

/** Makes the bindings of entities exactly these. Runs in a transaction. */
export async function replaceBindings(
  trx: Knex.Transaction,
  entities: EntityBindings[],
  now: number,
): Promise<void> {
  const uids = entities.map(({ uid }) => uid);
  await whereAnyOf(trx('entity_binding'), 'entity_uid', uids).delete();
  const rows = entities.flatMap(entity =>
    entity.scopes.map(({ sourceId, scope }) => ({
      entity_uid: entity.uid,
      entity_ref: entity.ref,
      source_id: sourceId,
      scope,
      etag: entity.etag,
      health_path: entity.healthPath ?? null,
      seen_at: now,
    })),
  );
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await trx('entity_binding')
      .insert(rows.slice(start, start + ROWS_PER_STATEMENT))
      .onConflict(['entity_uid', 'source_id', 'scope'])
      .merge();
  }
}
