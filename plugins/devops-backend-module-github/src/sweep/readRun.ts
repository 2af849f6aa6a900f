import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import { NotFoundError } from '@backstage/errors';
import type { GithubApi } from '../api/GithubApi';
import { readJobs, readRun } from '../mappers/apiLists';
import { idsOfHistory, toDeploymentRecords } from '../mappers/deploymentStates';
import type { DeploymentHistory } from '../mappers/deploymentStates';
import { toJobRecord } from '../mappers/jobs';
import type { WorkflowJob } from '../mappers/jobs';
import { toRunRecord } from '../mappers/runs';
import type { WorkflowRun } from '../mappers/runs';
import { readHistories } from './deployments';

/** The repository whose runs are read. */
export type RunContext = { scope: string; defaultBranch?: string };

/** Environments by the id of the job that deploys to them. */
export type EnvironmentOfJob = ReadonlyMap<number, string>;

/** Jobs do not tell their environment; the states of deployments name the job. */
export function environmentsOfJobs(
  histories: DeploymentHistory[],
): EnvironmentOfJob {
  return new Map(
    histories.flatMap(history => {
      const { jobId } = idsOfHistory(history);
      return jobId === undefined
        ? []
        : [[jobId, history.deployment.environment] as const];
    }),
  );
}

/** A run from a list with its jobs, empty when it was deleted in the meantime. */
export async function readJobsOfRun(
  api: GithubApi,
  context: RunContext,
  run: WorkflowRun,
  options: { environmentOfJob: EnvironmentOfJob; signal: AbortSignal },
): Promise<DeliveryRecord[]> {
  return orNothing(async () =>
    toRunRecords(
      context,
      run,
      await readAllJobs(api, context.scope, run.id, options.signal),
      options.environmentOfJob,
    ),
  );
}

/** The run, its jobs and its deployments, empty when it does not exist. */
export async function readWholeRun(
  api: GithubApi,
  context: RunContext,
  runId: number,
  { signal }: { signal: AbortSignal },
): Promise<DeliveryRecord[]> {
  return orNothing(async () => {
    const { scope } = context;
    const run = readRun(await api.run(scope, runId, { signal }));
    const jobs = await readAllJobs(api, scope, runId, signal);
    const histories: DeploymentHistory[] = [];
    const pages = api.deployments(scope, { sha: run.head_sha, signal });
    for await (const page of pages) {
      histories.push(...(await readHistories(api, scope, page.body, signal)));
    }
    const own = histories.filter(
      history => idsOfHistory(history).runId === runId,
    );
    return [
      ...toRunRecords(context, run, jobs, environmentsOfJobs(own)),
      ...own.flatMap(history => toDeploymentRecords(scope, history)),
    ];
  });
}

async function readAllJobs(
  api: GithubApi,
  scope: string,
  runId: number,
  signal: AbortSignal,
): Promise<WorkflowJob[]> {
  const jobs: WorkflowJob[] = [];
  for await (const { body } of api.jobs(scope, runId, { signal })) {
    jobs.push(...readJobs(body));
  }
  return jobs.sort((a, b) => a.id - b.id);
}

function toRunRecords(
  context: RunContext,
  run: WorkflowRun,
  jobs: WorkflowJob[],
  environmentOfJob: EnvironmentOfJob,
): DeliveryRecord[] {
  const { scope } = context;
  const attempt = run.run_attempt ?? 1;
  const ends = jobs
    .filter(job => (job.run_attempt ?? 1) === attempt)
    .flatMap(job => job.completed_at ?? []);
  return [
    toRunRecord(run, {
      ...context,
      teller: 'api',
      finishedAt: ends.length > 0 ? Math.max(...ends) : undefined,
    }),
    ...jobs.map((job, order) =>
      toJobRecord(job, {
        teller: 'api',
        scope,
        order,
        retried: isRetried(job, jobs),
        environment: environmentOfJob.get(job.id),
      }),
    ),
  ];
}

/** A later attempt has a job of the same name. */
function isRetried(job: WorkflowJob, jobs: WorkflowJob[]): boolean {
  const attempt = job.run_attempt ?? 1;
  return jobs.some(
    other => other.name === job.name && (other.run_attempt ?? 1) > attempt,
  );
}

async function orNothing<T>(read: () => Promise<T[]>): Promise<T[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NotFoundError) {
      return [];
    }
    throw error;
  }
}
