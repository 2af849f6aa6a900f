import type { Knex } from 'knex';
import { outdateBoundSummaries } from '../summaries/outdateSummaries';
import type { ScopeRef } from '../../rows';

/**
 * Deletes some jobs of runs that were created before an instant and returns
 * how many; 0 when none is left. Jobs of failed runs are deleted from their
 * own instant on.
 */
export async function purgeJobs(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
  options: { before: number; ofFailedBefore: number; limit: number },
): Promise<number> {
  const rows: Array<{ id: string }> = await knex('pipeline_run as r')
    .join('job_run as j', 'j.run_id', 'r.id')
    .select('j.id')
    .where({ 'r.source_id': sourceId, 'r.scope': scope })
    .where('r.created_at', '<', options.before)
    .where('r.changed_at', '<', options.before)
    .where(builder =>
      builder
        .whereNot('r.status', 'failed')
        .orWhere('r.changed_at', '<', options.ofFailedBefore),
    )
    .limit(options.limit);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) {
    return 0;
  }
  await knex.transaction(async trx => {
    await trx('job_trace').whereIn('job_id', ids).delete();
    await trx('job_run').whereIn('id', ids).delete();
    await outdateBoundSummaries(trx, sourceId, [scope]);
  });
  return ids.length;
}
