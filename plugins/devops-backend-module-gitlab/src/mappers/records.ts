import type {
  DeploymentRecord,
  EnvironmentRecord,
  JobRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import type { Actor, Commit } from '@backstage-devops/plugin-devops-common';
import { compact } from './compact';
import { toIso, toIsoOptional } from './dates';
import { deploymentKey, environmentKey, jobKey, runKey } from './keys';
import { jobControls, runControls, toStatus, toTier } from './status';
import {
  deploymentVersion,
  environmentVersion,
  jobVersion,
  runVersion,
} from './versions';
import type { JobTimes, Teller } from './versions';

/** What webhooks and API tell of a pipeline. Instants are epoch milliseconds. */
export type RunFacts = {
  teller: Teller;
  scope: string;
  id: number;
  iid?: number;
  name?: string;
  providerStatus: string;
  ref: string;
  sha: string;
  tag?: boolean;
  trigger?: string;
  defaultBranch?: string;
  commit?: Commit;
  actor?: Actor;
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  durationMs?: number;
  url?: string;
  jobs: JobTimes[];
};

/** Pipelines of merge requests run on a ref of their own, whatever it is called. */
function isDefaultBranch(run: RunFacts): boolean | undefined {
  if (run.defaultBranch === undefined) {
    return undefined;
  }
  return (
    run.ref === run.defaultBranch &&
    !run.tag &&
    run.trigger !== 'merge_request_event'
  );
}

export function toRunRecord(run: RunFacts): RunRecord {
  const starts = run.jobs.flatMap(job => job.startedAt ?? []);
  const startedAt =
    run.startedAt ?? (starts.length > 0 ? Math.min(...starts) : undefined);
  return compact<RunRecord>({
    type: 'run',
    scope: run.scope,
    key: runKey(run.id),
    version: runVersion(run),
    externalId: String(run.id),
    name: run.name,
    ...toStatus(run.providerStatus),
    ref: run.ref,
    defaultBranch: isDefaultBranch(run),
    revision: run.sha,
    commit: run.commit,
    actor: run.actor,
    trigger: run.trigger,
    createdAt: toIso(run.createdAt),
    startedAt: toIsoOptional(startedAt),
    finishedAt: toIsoOptional(run.finishedAt),
    durationMs: run.durationMs,
    url: run.url,
    controls: runControls(run.providerStatus),
  });
}

/** What webhooks and API tell of a job. */
export type JobFacts = JobTimes & {
  teller: Teller;
  scope: string;
  id: number;
  pipelineId: number;
  name: string;
  stage?: string;
  order?: number;
  providerStatus: string;
  allowFailure?: boolean;
  failureReason?: string;
  environment?: string;
  coverage?: number;
  durationMs?: number;
  retried?: boolean;
  /** Trigger jobs start other pipelines: GitLab has no log and no button for them. */
  bridge?: boolean;
  url?: string;
};

export function toJobRecord(job: JobFacts): JobRecord {
  return compact<JobRecord>({
    type: 'job',
    scope: job.scope,
    key: jobKey(job.id),
    version: jobVersion(job),
    runKey: runKey(job.pipelineId),
    externalId: String(job.id),
    name: job.name,
    stage: job.stage,
    order: job.order,
    ...toStatus(job.providerStatus),
    allowFailure: job.allowFailure,
    // GitLab repeats the reason of the attempt before until a job has failed.
    failureReason:
      job.providerStatus === 'failed' ? job.failureReason : undefined,
    environment: job.environment,
    coverage: job.coverage,
    createdAt: toIsoOptional(job.createdAt),
    startedAt: toIsoOptional(job.startedAt),
    finishedAt: toIsoOptional(job.finishedAt),
    durationMs: job.durationMs,
    retried: job.retried,
    url: job.url,
    controls: job.bridge ? [] : jobControls(job),
  });
}

/** What webhooks and API tell of a deployment. */
export type DeploymentFacts = {
  teller: Teller;
  scope: string;
  id: number;
  environment: string;
  tier?: string;
  environmentUrl?: string;
  providerStatus: string;
  ref?: string;
  tag?: boolean;
  sha: string;
  commit?: Commit;
  actor?: Actor;
  pipelineId?: number;
  jobId?: number;
  changedAt: number;
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  durationMs?: number;
  url?: string;
};

export function toDeploymentRecord(
  deployment: DeploymentFacts,
): DeploymentRecord {
  return compact<DeploymentRecord>({
    type: 'deployment',
    scope: deployment.scope,
    key: deploymentKey(deployment.id),
    version: deploymentVersion(deployment),
    externalId: String(deployment.id),
    environment: deployment.environment,
    tier: toTier(deployment.tier),
    environmentUrl: deployment.environmentUrl,
    ...toStatus(deployment.providerStatus),
    // A tag is a version; GitLab has no other notion of one.
    release: deployment.tag ? deployment.ref : undefined,
    ref: deployment.ref,
    revision: deployment.sha,
    commit: deployment.commit,
    actor: deployment.actor,
    runKey:
      deployment.pipelineId === undefined
        ? undefined
        : runKey(deployment.pipelineId),
    jobKey:
      deployment.jobId === undefined ? undefined : jobKey(deployment.jobId),
    createdAt: toIso(deployment.createdAt),
    startedAt: toIsoOptional(deployment.startedAt),
    finishedAt: toIsoOptional(deployment.finishedAt),
    durationMs: deployment.durationMs,
    url: deployment.url,
  });
}

/** What webhooks and API tell of an environment. */
export type EnvironmentFacts = {
  scope: string;
  name: string;
  tier?: string;
  url?: string;
  gone: boolean;
  changedAt: number;
};

export function toEnvironmentRecord(
  environment: EnvironmentFacts,
): EnvironmentRecord {
  return compact<EnvironmentRecord>({
    type: 'environment',
    scope: environment.scope,
    key: environmentKey(environment.scope, environment.name),
    version: environmentVersion(environment.changedAt),
    name: environment.name,
    tier: toTier(environment.tier),
    url: environment.url,
    gone: environment.gone,
  });
}
