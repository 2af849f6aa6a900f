import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';

/** Limits a query to the rows of some scopes; of none, to no rows. */
export function whereScopes<T extends Knex.QueryBuilder>(
  query: T,
  scopes: ScopeRef[],
): T {
  if (scopes.length === 0) {
    return query.whereRaw('1 = 0') as T;
  }
  return query.where(builder => {
    for (const { sourceId, scope } of scopes) {
      builder.orWhere({ source_id: sourceId, scope });
    }
  }) as T;
}
