import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import type { GitlabApi } from '../api/GitlabApi';
import {
  readDeployments,
  readJobs,
  readPipeline,
  toDeployment,
  toRunRecords,
} from '../mappers/api';
import type {
  ApiContext,
  ApiDeployment,
  ApiJob,
  ApiPipeline,
} from '../mappers/api';
import { orNothing } from './orNothing';

/**
 * A deployment changes when its job does, give or take the time that GitLab's
 * background work takes.
 */
const DEPLOYMENT_MARGIN_MS = 60 * 60 * 1000;

/** Environments by the name of the job that deploys to them. */
export type EnvironmentOfJob = ReadonlyMap<string, string>;

/**
 * The API does not tell to which environment a job deploys. Deployments do,
 * and jobs of one name deploy to one environment, save those for reviews,
 * whose environments differ by branch: their names are no guide.
 */
export function environmentsOfJobs(
  deployments: ApiDeployment[],
): EnvironmentOfJob {
  const found = new Map<string, Set<string>>();
  for (const { deployable, environment } of deployments) {
    if (deployable?.name) {
      const names = found.get(deployable.name) ?? new Set();
      found.set(deployable.name, names.add(environment.name));
    }
  }
  return new Map(
    [...found].flatMap(([job, names]) =>
      names.size === 1 ? [[job, [...names][0]] as const] : [],
    ),
  );
}

/** The run and its jobs, empty when it was deleted in the meantime. */
export async function readRunWithJobs(
  api: GitlabApi,
  context: ApiContext,
  pipelineId: number,
  options: { environmentOfJob: EnvironmentOfJob; signal: AbortSignal },
): Promise<DeliveryRecord[]> {
  return orNothing(async () => {
    const parts = await readParts(api, context, pipelineId, options.signal);
    return toRunRecords(context, parts.run, {
      ...parts,
      environmentOfJob: options.environmentOfJob,
    });
  });
}

/** The run, its jobs and its deployments, empty when it does not exist. */
export async function readWholeRun(
  api: GitlabApi,
  context: ApiContext,
  pipelineId: number,
  options: { signal: AbortSignal },
): Promise<DeliveryRecord[]> {
  return orNothing(async () => {
    const parts = await readParts(api, context, pipelineId, options.signal);
    const deployments = await readDeploymentsOfRun(
      api,
      context,
      parts,
      options,
    );
    return [
      ...toRunRecords(context, parts.run, {
        ...parts,
        environmentOfJob: environmentsOfJobs(deployments),
      }),
      ...deployments.map(entry => toDeployment(context, entry)),
    ];
  });
}

type RunParts = { run: ApiPipeline; jobs: ApiJob[]; bridges: ApiJob[] };

async function readParts(
  api: GitlabApi,
  { scope }: ApiContext,
  pipelineId: number,
  signal: AbortSignal,
): Promise<RunParts> {
  const run = readPipeline(await api.pipeline(scope, pipelineId, signal));
  const jobs = await readAllJobs(api.jobs(scope, pipelineId, signal));
  // Forges that imitate GitLab know no trigger jobs, and are content without.
  const bridges = await orNothing(() =>
    readAllJobs(api.bridges(scope, pipelineId, signal)),
  );
  return { run, jobs, bridges };
}

/** The list has no filter by pipeline, so the times of its jobs narrow it. */
async function readDeploymentsOfRun(
  api: GitlabApi,
  context: ApiContext,
  { run, jobs }: RunParts,
  { signal }: { signal: AbortSignal },
): Promise<ApiDeployment[]> {
  const times = jobs.map(job => job.finished_at ?? job.created_at);
  const pages = api.deployments(context.scope, {
    updatedAfter: new Date(run.created_at - DEPLOYMENT_MARGIN_MS),
    updatedBefore: new Date(
      Math.max(run.created_at, ...times) + DEPLOYMENT_MARGIN_MS,
    ),
    signal,
  });
  const found: ApiDeployment[] = [];
  for await (const page of pages) {
    found.push(
      ...readDeployments(page).filter(
        ({ deployable }) => deployable?.pipeline?.id === run.id,
      ),
    );
  }
  return found;
}

async function readAllJobs(
  pages: AsyncGenerator<unknown[]>,
): Promise<ApiJob[]> {
  const jobs: ApiJob[] = [];
  for await (const page of pages) {
    jobs.push(...readJobs(page));
  }
  return jobs;
}
