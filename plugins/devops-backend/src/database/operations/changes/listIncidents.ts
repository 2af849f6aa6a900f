import type { Knex } from 'knex';
import type { IncidentRow, ScopeRef } from '../../rows';
import { whereScopes } from '../reads/whereScopes';

/** Incidents, newest first. */
export async function listIncidents(
  knex: Knex,
  scopes: ScopeRef[],
  page: {
    /** Only those that were open at some time of a span. */
    during?: { from: number; to: number };
    after?: { startedAt: number; id: string };
    limit: number;
  },
): Promise<IncidentRow[]> {
  const query = whereScopes(knex('incident').select('*'), scopes)
    .orderBy([
      { column: 'started_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(page.limit);
  const { during } = page;
  if (during) {
    query
      .where('started_at', '<', during.to)
      .where(open =>
        open.whereNull('resolved_at').orWhere('resolved_at', '>', during.from),
      );
  }
  if (page.after) {
    query.whereRaw('(started_at, id) < (?, ?)', [
      page.after.startedAt,
      page.after.id,
    ]);
  }
  return query;
}
