import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';

/** What the existing entities of a system are bound to. */
export async function readSystemScopes(
  knex: Knex,
  systemRef: string,
): Promise<ScopeRef[]> {
  const rows: Array<{ source_id: string; scope: string }> = await knex(
    'entity_binding as b',
  )
    .join('entity as e', 'e.uid', 'b.entity_uid')
    .where('e.system_ref', systemRef)
    .whereNull('e.gone_at')
    .distinct('b.source_id', 'b.scope')
    .orderBy(['b.source_id', 'b.scope']);
  return rows.map(row => ({ sourceId: row.source_id, scope: row.scope }));
}
