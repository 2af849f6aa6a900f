import type { Knex } from 'knex';
import type { EntityRules } from '../../../services/catalog/entityRules';
import type { ScopeRef } from '../../rows';

/** Whether any existing entity that is bound to a scope goes by paths. */
export async function hasPathRules(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
): Promise<boolean> {
  const rows: Array<{ rules_json: string }> = await knex('entity as e')
    .join('entity_binding as b', 'b.entity_uid', 'e.uid')
    .where({ 'b.source_id': sourceId, 'b.scope': scope })
    .whereNull('e.gone_at')
    .whereNotNull('e.rules_json')
    .select('e.rules_json');
  return rows.some(
    row => (JSON.parse(row.rules_json) as EntityRules).paths !== undefined,
  );
}
