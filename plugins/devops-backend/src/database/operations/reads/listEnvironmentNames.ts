import type { Knex } from 'knex';
import type { EnvironmentRow, ScopeRef } from '../../rows';
import { whereScopes } from './whereScopes';

/** Names and stored tiers of all environments of some scopes, gone ones too. */
export async function listEnvironmentNames(
  knex: Knex,
  scopes: ScopeRef[],
): Promise<Array<Pick<EnvironmentRow, 'name' | 'tier'>>> {
  return whereScopes(knex('environment').distinct('name', 'tier'), scopes);
}
