import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';
import { outdateBoundSummaries } from '../summaries/outdateSummaries';
import { purgeAttempts } from './purgeAttempts';

/** What of each table has ended, so that its age counts. */
const ENDED: Record<
  PurgedTable,
  (query: Knex.QueryBuilder, at: number) => void
> = {
  deployment(query, at) {
    // What was deployed last is what runs, however long ago that was.
    query
      .where('t.created_at', '<', at)
      .whereExists(newer =>
        newer
          .from('deployment as n')
          .whereRaw('n.source_id = t.source_id and n.scope = t.scope')
          .whereRaw('n.environment = t.environment')
          .whereRaw("coalesce(n.unit, '') = coalesce(t.unit, '')")
          .whereRaw("n.status = 'succeeded'")
          .whereRaw('n.created_at > t.created_at'),
      );
  },
  change(query, at) {
    query.where('t.created_at', '<', at).whereNot('t.status', 'open');
  },
  revision_range() {
    // Ranges have no age of their own.
  },
  incident(query, at) {
    query.where('t.started_at', '<', at).where('t.status', 'resolved');
  },
  alert(query, at) {
    query.where('t.started_at', '<', at);
  },
};

/** Tables whose rows are deleted by age alone. */
export type PurgedTable =
  'deployment' | 'change' | 'revision_range' | 'incident' | 'alert';

/**
 * Deletes some rows of a scope that ended and have not changed since an
 * instant, and returns how many.
 */
export async function purgeRecords(
  knex: Knex,
  table: PurgedTable,
  { sourceId, scope }: ScopeRef,
  options: { before: number; limit: number },
): Promise<number> {
  const query = knex(`${table} as t`)
    .select('t.id')
    .where({ 't.source_id': sourceId, 't.scope': scope })
    .where('t.changed_at', '<', options.before)
    .limit(options.limit);
  ENDED[table](query, options.before);
  const rows: Array<{ id: string }> = await query;
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) {
    return 0;
  }
  await knex.transaction(async trx => {
    if (table === 'deployment') {
      await purgeAttempts(trx, ids, options.limit);
    }
    await trx(table).whereIn('id', ids).delete();
    if (table === 'deployment') {
      await outdateBoundSummaries(trx, sourceId, [scope]);
    }
  });
  return ids.length;
}
