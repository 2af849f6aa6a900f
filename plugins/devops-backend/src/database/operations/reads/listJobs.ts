import type { Knex } from 'knex';
import type { JobRow } from '../../rows';

/**
 * The jobs of a run in the order of display.
 *
 * Not everything that tells of a job knows where it will deploy: GitLab's
 * webhooks do, its API does not. A job that waits is therefore taken to deploy
 * where all jobs of its name in the same scope do. Where they differ, as those
 * of reviews do by branch, the name is no guide, and nothing is claimed.
 */
export async function listJobs(knex: Knex, runId: string): Promise<JobRow[]> {
  const rows: Array<JobRow & { first: string | null; last: string | null }> =
    await knex('job_run')
      .select('job_run.*', {
        first: environmentOfNamesakes(knex, 'min'),
        last: environmentOfNamesakes(knex, 'max'),
      })
      .where('run_id', runId)
      .orderByRaw('coalesce(sort_order, 2147483647), created_at, record_key');
  return rows.map(({ first, last, ...job }) => ({
    ...job,
    environment: job.environment ?? (first === last ? first : null),
  }));
}

/** In the order of the alphabet; when the first is also the last, it is the only one. */
function environmentOfNamesakes(knex: Knex, end: 'min' | 'max'): Knex.Raw {
  return knex.raw(
    `case when job_run.status = 'waiting' and job_run.environment is null then (
       select ${end}(namesake.environment) from job_run as namesake
        where namesake.source_id = job_run.source_id
          and namesake.scope = job_run.scope
          and namesake.name = job_run.name
          and namesake.environment is not null
     ) end`,
  );
}
