import type { Knex } from 'knex';
import { outdateBoundSummaries } from '../summaries/outdateSummaries';
import type { ScopeRef } from '../../rows';
import { purgeAttempts } from './purgeAttempts';

/**
 * Deletes some runs that have not changed since an instant, with their
 * attempts, and returns how many. Their jobs have to be deleted before: runs
 * that still have some stay.
 */
export async function purgeRuns(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
  options: { before: number; limit: number },
): Promise<number> {
  const rows: Array<{ id: string }> = await knex('pipeline_run as r')
    .select('r.id')
    .where({ source_id: sourceId, scope })
    .where('r.created_at', '<', options.before)
    .where('r.changed_at', '<', options.before)
    .whereNotExists(knex('job_run as j').whereRaw('j.run_id = r.id'))
    .limit(options.limit);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) {
    return 0;
  }
  await knex.transaction(async trx => {
    await purgeAttempts(trx, ids, options.limit);
    await trx('pipeline_run').whereIn('id', ids).delete();
    await outdateBoundSummaries(trx, sourceId, [scope]);
  });
  return ids.length;
}
