import type { Knex } from 'knex';
import { jobTable, shownColumns } from '../../mergeTables';
import type { JobRow, ScopeRef } from '../../rows';
import { whereScopes } from './whereScopes';

const DISPLAY_ORDER =
  'coalesce(sort_order, 2147483647), created_at, record_key';

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
    .orderByRaw(DISPLAY_ORDER);
  return rows.map(withEnvironment);
}

/** What is said of a job where only its run is shown. */
const TELLING_COLUMNS = [
  'id',
  'run_id',
  'name',
  'status',
  'environment',
] as const;

export type TellingJob = Pick<JobRow, (typeof TELLING_COLUMNS)[number]>;

/**
 * The jobs that made some runs fail, and those of some runs that wait for a
 * person, in the order of display.
 */
export async function listTellingJobs(
  knex: Knex,
  runs: { failed: string[]; waiting: string[] },
): Promise<{ failed: TellingJob[]; waiting: TellingJob[] }> {
  const ids = [...new Set([...runs.failed, ...runs.waiting])];
  if (ids.length === 0) {
    return { failed: [], waiting: [] };
  }
  const jobs: TellingJob[] = await knex('job_run')
    .select(TELLING_COLUMNS)
    .whereIn('run_id', ids)
    .whereRaw(
      `coalesce(retried, false) = false
       and (status = 'failed' and coalesce(allow_failure, false) = false
         or status = 'waiting' and waiting_on in ('manual', 'approval'))`,
    )
    .orderByRaw(DISPLAY_ORDER);
  const jobsOf = (runIds: string[], status: string) =>
    jobs.filter(job => job.status === status && runIds.includes(job.run_id));
  return {
    failed: jobsOf(runs.failed, 'failed'),
    waiting: await findEnvironments(knex, jobsOf(runs.waiting, 'waiting')),
  };
}

async function findEnvironments(
  knex: Knex,
  jobs: TellingJob[],
): Promise<TellingJob[]> {
  const unknown = jobs.filter(({ environment }) => environment === null);
  if (unknown.length === 0) {
    return jobs;
  }
  const rows: JobAndNamesakes[] = await selectJobs(knex).whereIn(
    'id',
    unknown.map(({ id }) => id),
  );
  const found = new Map(rows.map(row => [row.id, withEnvironment(row)]));
  return jobs.map(job => found.get(job.id) ?? job);
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
  return knex('job_run').select(...shownColumns(jobTable), {
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
