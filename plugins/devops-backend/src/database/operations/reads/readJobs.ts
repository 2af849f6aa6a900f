import type { Knex } from 'knex';
import type { JobRow, ScopeRef } from '../../rows';
import { whereScopes } from './whereScopes';

type JobAndNamesakes = JobRow & { first: string | null; last: string | null };

/** One job, when it is of one of the scopes. */
export async function readJob(
  knex: Knex,
  scopes: ScopeRef[],
  id: string,
): Promise<JobRow | undefined> {
  const row = await whereScopes(selectJobs(knex).where({ id }), scopes).first();
  return row && withEnvironment(row);
}

/** The jobs of a run in the order of display. */
export async function listJobs(knex: Knex, runId: string): Promise<JobRow[]> {
  const rows: JobAndNamesakes[] = await selectJobs(knex)
    .where('run_id', runId)
    .orderByRaw('coalesce(sort_order, 2147483647), created_at, record_key');
  return rows.map(withEnvironment);
}

/**
 * Not everything that tells of a job knows where it deploys: GitLab's webhooks
 * do, its API does not. A job of which that is not known is taken to deploy
 * where all jobs of its name in the same scope do. Where they differ, as those
 * of reviews do by branch, the name is no guide, and nothing is claimed.
 */
function withEnvironment({ first, last, ...job }: JobAndNamesakes): JobRow {
  return {
    ...job,
    environment: job.environment ?? (first === last ? first : null),
  };
}

function selectJobs(knex: Knex) {
  return knex('job_run').select('job_run.*', {
    first: environmentOfNamesakes(knex, 'min'),
    last: environmentOfNamesakes(knex, 'max'),
  });
}

/** By the alphabet: when the first is also the last, it is the only one. */
function environmentOfNamesakes(knex: Knex, end: 'min' | 'max'): Knex.Raw {
  return knex.raw(
    `case when job_run.environment is null then (
       select ${end}(namesake.environment) from job_run as namesake
        where namesake.source_id = job_run.source_id
          and namesake.scope = job_run.scope
          and namesake.name = job_run.name
          and namesake.environment is not null
     ) end`,
  );
}
