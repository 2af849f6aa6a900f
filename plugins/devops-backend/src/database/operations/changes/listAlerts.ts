import type { Knex } from 'knex';
import type { AlertRow, ScopeRef } from '../../rows';
import { whereScopes } from '../reads/whereScopes';
import { newestStarted, type StartedPage } from './newestStarted';

/** The label that the rules of an objective put on all that they record. */
export const SLO_ALERT_LABEL = 'sloth_id';

/** Alerts, newest first. */
export async function listAlerts(
  knex: Knex,
  scopes: ScopeRef[],
  page: StartedPage & {
    status?: string;
    /** Only those of an objective. */
    sloId?: string;
  },
): Promise<AlertRow[]> {
  const { status, sloId } = page;
  const query = newestStarted(
    whereScopes(knex('alert').select('*'), scopes),
    'ended_at',
    page,
  );
  if (status) {
    query.where({ status });
  }
  if (sloId !== undefined) {
    // As JSON.stringify writes it, and nobody else writes labels.
    const label = `${JSON.stringify(SLO_ALERT_LABEL)}:${JSON.stringify(sloId)}`;
    query.whereRaw("labels_json LIKE ? ESCAPE '!'", [
      `%${label.replace(/[!%_]/g, '!$&')}%`,
    ]);
  }
  return query;
}

/** All alerts of a source that fire as far as the store knows. */
export async function listFiringAlerts(
  knex: Knex,
  sourceId: string,
): Promise<AlertRow[]> {
  return knex('alert').where({ source_id: sourceId, status: 'firing' });
}
