import type { Knex } from 'knex';
import type { TraceRow } from '../../rows';

export async function readTrace(
  knex: Knex,
  jobId: string,
): Promise<TraceRow | undefined> {
  return knex('job_trace').where('job_id', jobId).first();
}

/** Which of some jobs have a log in the store. */
export async function listJobsWithTrace(
  knex: Knex,
  jobIds: string[],
): Promise<Set<string>> {
  const rows: Array<{ job_id: string }> = await knex('job_trace')
    .select('job_id')
    .whereIn('job_id', jobIds)
    .whereNotNull('body');
  return new Set(rows.map(row => row.job_id));
}

/** Stores the log of a job in place of an older one. */
export async function storeTrace(
  knex: Knex,
  trace: Omit<TraceRow, 'stored_at'> & { stored_at: number },
): Promise<void> {
  await knex('job_trace').insert(trace).onConflict('job_id').merge();
}

/** Forgets logs that were stored before an instant, and remembers that they were there. */
export async function purgeTraces(knex: Knex, before: number): Promise<number> {
  return knex('job_trace')
    .where('stored_at', '<', before)
    .whereNotNull('body')
    .update({ body: null, state: 'unavailable', size_bytes: 0 });
}
