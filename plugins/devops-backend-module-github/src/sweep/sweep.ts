import type { PipelineSource } from '@backstage-devops/plugin-devops-node';
import type { GithubApi } from '../api/GithubApi';
import {
  sweepDeployments,
  sweepEnvironments,
  sweepLastDeployments,
} from './deployments';
import { sweepPulls } from './pulls';
import { environmentsOfJobs } from './readRun';
import type { RunContext } from './readRun';
import { isRerunCheckDue } from './reruns';
import { sweepRuns } from './runs';
import type { Validators } from './Validators';

type SweepRequest = Parameters<PipelineSource['sweep']>[0];

/** Everything of one repository that changed since the sweep before. */
export async function sweepRepository(
  api: GithubApi,
  validators: Validators,
  context: RunContext,
  request: SweepRequest & { initialLookbackMs: number },
): Promise<void> {
  const now = new Date();
  const { since } = request;
  const updatedAfter =
    since ?? new Date(now.getTime() - request.initialLookbackMs);
  if (!since || isRerunCheckDue(request.scope, since, now)) {
    const environments = await sweepEnvironments(api, request);
    if (!since) {
      await sweepLastDeployments(api, environments, request);
    }
  }
  // Before runs: deployments tell which jobs deploy to which environment.
  const deployments = await sweepDeployments(api, validators, {
    ...request,
    updatedAfter,
  });
  await sweepRuns(api, validators, context, {
    ...request,
    updatedAfter,
    environmentOfJob: environmentsOfJobs(deployments),
    now,
  });
  await sweepPulls(api, validators, { ...request, updatedAfter });
}
