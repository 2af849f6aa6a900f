import type { Knex } from 'knex';
import type { ChangeRow, ScopeRef } from '../../rows';

/** More than anybody ships at once. */
const MOST = 500;

/** Changes of a scope that were merged since an instant, newest first. */
export async function listMergedChanges(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
  since: number,
): Promise<ChangeRow[]> {
  return knex('change')
    .where({ source_id: sourceId, scope, status: 'merged' })
    .where('merged_at', '>=', since)
    .orderBy([
      { column: 'merged_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(MOST);
}
