import type { Knex } from 'knex';
import type { IncidentRow, ScopeRef } from '../../rows';
import { whereScopes } from '../reads/whereScopes';
import { newestStarted, type StartedPage } from './newestStarted';

/** Incidents, newest first. */
export async function listIncidents(
  knex: Knex,
  scopes: ScopeRef[],
  page: StartedPage,
): Promise<IncidentRow[]> {
  return newestStarted(
    whereScopes(knex('incident').select('*'), scopes),
    'resolved_at',
    page,
  );
}
