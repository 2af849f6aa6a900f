import type { Knex } from 'knex';
import type { ScopeRef, SourceStateRow } from '../../rows';

/** The states of all scopes of some sources. */
export async function readSourceStates(
  knex: Knex,
  sourceIds: string[],
): Promise<SourceStateRow[]> {
  return knex('source_state').whereIn('source_id', sourceIds);
}

/** The state of one scope. */
export async function readSourceState(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
): Promise<SourceStateRow | undefined> {
  return knex('source_state').where({ source_id: sourceId, scope }).first();
}
