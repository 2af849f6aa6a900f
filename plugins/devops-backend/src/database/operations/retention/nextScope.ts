import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';

/** The scope after another one that a table has rows of; one index entry. */
export async function nextScope(
  knex: Knex,
  table: string,
  after: ScopeRef | undefined,
): Promise<ScopeRef | undefined> {
  const query = knex(table)
    .select('source_id', 'scope')
    .orderBy(['source_id', 'scope'])
    .limit(1);
  if (after) {
    query.whereRaw('(source_id, scope) > (?, ?)', [
      after.sourceId,
      after.scope,
    ]);
  }
  const row = await query.first();
  return row && { sourceId: row.source_id, scope: row.scope };
}
