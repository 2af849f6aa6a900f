import type { PipelineSource } from '@backstage-devops/plugin-devops-node';
import pLimit from 'p-limit';
import type { GitlabApi } from '../api/GitlabApi';
import {
  readDeployments,
  readEnvironments,
  readLastDeployment,
  readPipelineIds,
  toDeployment,
  toEnvironment,
} from '../mappers/api';
import type { ApiContext, ApiDeployment } from '../mappers/api';
import { sweepIncidents, sweepMergeRequests } from './changes';
import { environmentsOfJobs, readRunWithJobs } from './readRun';
import type { EnvironmentOfJob } from './readRun';

/** Enough to hide latency, too little to be noticed by others. */
const PARALLEL_READS = 4;

type SweepRequest = Parameters<PipelineSource['sweep']>[0];

/** Everything of one project that changed since the sweep before. */
export async function sweepProject(
  api: GitlabApi,
  context: ApiContext,
  request: SweepRequest & {
    initialLookbackMs: number;
    hasMergeRequests: boolean;
    hasIssues: boolean;
  },
): Promise<void> {
  const updatedAfter =
    request.since ?? new Date(Date.now() - request.initialLookbackMs);
  const environments = await sweepEnvironments(api, context, request);
  // Deployments first: they tell which jobs deploy to which environment.
  const deployments = await sweepDeployments(api, context, {
    ...request,
    updatedAfter,
  });
  await sweepRuns(api, context, {
    ...request,
    updatedAfter,
    environmentOfJob: environmentsOfJobs([...environments, ...deployments]),
  });
  if (request.hasMergeRequests) {
    await sweepMergeRequests(api, { ...request, updatedAfter });
  }
  if (request.hasIssues) {
    await sweepIncidents(api, { ...request, updatedAfter });
  }
}

/**
 * The list is short and has no filter for changes. At the first sweep it also
 * gives what is deployed, which may have happened before the time looked at.
 */
async function sweepEnvironments(
  api: GitlabApi,
  context: ApiContext,
  request: SweepRequest,
): Promise<ApiDeployment[]> {
  const { signal } = request;
  const limit = pLimit(PARALLEL_READS);
  const lastDeployments: ApiDeployment[] = [];
  for await (const page of api.environments(context.scope, signal)) {
    const environments = readEnvironments(page);
    await request.emit(
      environments.map(entry => toEnvironment(context, entry)),
    );
    if (request.since === undefined) {
      const available = environments.filter(entry => entry.state !== 'stopped');
      const last = await Promise.all(
        available.map(({ id }) =>
          limit(async () =>
            readLastDeployment(
              await api.environment(context.scope, id, signal),
            ),
          ),
        ),
      );
      const known = last.flatMap(entry => entry ?? []);
      await request.emit(known.map(entry => toDeployment(context, entry)));
      lastDeployments.push(...known);
    }
  }
  return lastDeployments;
}

async function sweepDeployments(
  api: GitlabApi,
  context: ApiContext,
  request: SweepRequest & { updatedAfter: Date },
): Promise<ApiDeployment[]> {
  const all: ApiDeployment[] = [];
  for await (const page of api.deployments(context.scope, request)) {
    const deployments = readDeployments(page);
    await request.emit(deployments.map(entry => toDeployment(context, entry)));
    all.push(...deployments);
  }
  return all;
}

async function sweepRuns(
  api: GitlabApi,
  context: ApiContext,
  request: SweepRequest & {
    updatedAfter: Date;
    environmentOfJob: EnvironmentOfJob;
  },
): Promise<void> {
  const limit = pLimit(PARALLEL_READS);
  for await (const page of api.pipelines(context.scope, request)) {
    const runs = await Promise.all(
      readPipelineIds(page).map(id =>
        limit(() => readRunWithJobs(api, context, id, request)),
      ),
    );
    await request.emit(runs.flat());
  }
}
