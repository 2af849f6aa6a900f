import type { Knex } from 'knex';
import type { AlertRow, ScopeRef } from '../../rows';
import { whereScopes } from '../reads/whereScopes';

/** Alerts, newest first. */
export async function listAlerts(
  knex: Knex,
  scopes: ScopeRef[],
  page: {
    status?: string;
    /** Only those that fired at some time of a span. */
    during?: { from: number; to: number };
    after?: { startedAt: number; id: string };
    limit: number;
  },
): Promise<AlertRow[]> {
  const query = whereScopes(knex('alert').select('*'), scopes)
    .orderBy([
      { column: 'started_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(page.limit);
  const { status, during, after } = page;
  if (status) {
    query.where({ status });
  }
  if (during) {
    query
      .where('started_at', '<', during.to)
      .where(ended =>
        ended.whereNull('ended_at').orWhere('ended_at', '>', during.from),
      );
  }
  if (after) {
    query.whereRaw('(started_at, id) < (?, ?)', [after.startedAt, after.id]);
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
