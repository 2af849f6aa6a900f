import type { Knex } from 'knex';
import type { RunRow, ScopeRef } from '../../rows';
import { whereScopes } from './whereScopes';

/** One run, when it is of one of the scopes. */
export async function readRun(
  knex: Knex,
  scopes: ScopeRef[],
  id: string,
): Promise<RunRow | undefined> {
  return whereScopes(knex('pipeline_run').where({ id }), scopes).first();
}

/** The runs of a scope that have not ended, those that changed longest ago first. */
export async function listOpenRuns(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
): Promise<RunRow[]> {
  return knex('pipeline_run')
    .where({ source_id: sourceId, scope })
    .whereRaw('open = true')
    .orderBy(['changed_at', 'id']);
}

/** Notes that a run was read again, changed or not. */
export async function markRunChecked(
  knex: Knex,
  id: string,
  now: number,
): Promise<void> {
  await knex('pipeline_run').where({ id }).update({ checked_at: now });
}

/**
 * Stops asking for a run that the provider does not know any more. Should it
 * tell of the run again, a newer record opens it.
 */
export async function closeRun(knex: Knex, id: string): Promise<void> {
  await knex('pipeline_run').where({ id }).update({ open: false });
}
