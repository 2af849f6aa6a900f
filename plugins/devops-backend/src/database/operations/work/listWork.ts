import type { Knex } from 'knex';
import type { WorkRow } from '../../rows';

/** Work that waits or was set aside, newest first. */
export async function listWork(
  knex: Knex,
  options: {
    state?: WorkRow['state'];
    sourceId?: string;
    before?: string;
    limit: number;
  },
): Promise<WorkRow[]> {
  const query = knex('work_queue').orderBy('id', 'desc').limit(options.limit);
  if (options.state) {
    query.where('state', options.state);
  }
  if (options.sourceId !== undefined) {
    query.where('source_id', options.sourceId);
  }
  if (options.before !== undefined) {
    query.where('id', '<', options.before);
  }
  return query;
}
