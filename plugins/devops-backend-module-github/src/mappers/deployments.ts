import type {
  DeploymentRecord,
  EnvironmentRecord,
} from '@backstage-devops/plugin-devops-node';
import type { EnvironmentTier } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';
import {
  compact,
  durationOf,
  flag,
  id,
  instant,
  optionalActor,
  optionalInstant,
  optionalText,
  optionalUrl,
  sha,
  text,
  toIso,
  toIsoOptional,
} from './fields';
import { deploymentKey, environmentKey, jobKey, runKey } from './keys';
import { withoutKind } from './runs';
import { deploymentStateOf } from './status';
import { deploymentVersion, environmentVersion } from './versions';
import type { Teller } from './versions';

/** A deployment, the same in webhooks and in the API: what somebody wants. */
export const deployment = z.object({
  id,
  node_id: optionalText,
  sha,
  ref: optionalText,
  task: optionalText,
  environment: text,
  transient_environment: flag,
  production_environment: flag,
  creator: optionalActor,
  created_at: instant,
  updated_at: optionalInstant,
});
export type Deployment = z.output<typeof deployment>;

/** One state of it: what became of it. */
export const deploymentStatus = z.object({
  state: text,
  environment: optionalText,
  environment_url: optionalUrl,
  log_url: optionalUrl,
  target_url: optionalUrl,
  created_at: instant,
  updated_at: optionalInstant,
});
export type DeploymentStatus = z.output<typeof deploymentStatus>;

/** What is known of a deployment beside itself. */
export type DeploymentContext = {
  teller: Teller;
  scope: string;
  /** Absent: it is asked for, and nothing has happened yet. */
  status?: DeploymentStatus;
  startedAt?: number;
  runId?: number;
  jobId?: number;
};

/**
 * Whether it puts something where people use it. Other tasks, such as
 * migrations, and environments that go away with their pull request do not.
 */
export function counts(entry: Deployment): boolean {
  return (
    (entry.task === undefined || entry.task === 'deploy') &&
    !entry.transient_environment
  );
}

export function toDeploymentRecord(
  entry: Deployment,
  context: DeploymentContext,
): DeploymentRecord {
  const { status, teller } = context;
  const state = deploymentStateOf(status?.state ?? 'pending');
  const changedAt = status
    ? Math.max(status.created_at, status.updated_at ?? 0)
    : entry.created_at;
  const startedAt =
    context.startedAt ?? (state.status === 'running' ? changedAt : undefined);
  const finishedAt = state.terminal ? changedAt : undefined;
  const isRevision = entry.ref === undefined || entry.ref === entry.sha;
  return compact<DeploymentRecord>({
    type: 'deployment',
    scope: context.scope,
    key: deploymentKey(entry.id),
    version: deploymentVersion({ state, teller, changedAt }),
    externalId: String(entry.id),
    environment: environmentOf(entry, status),
    tier: tierOf(entry),
    environmentUrl: status?.environment_url,
    status: state.status,
    providerStatus: state.providerStatus,
    release: isRelease(entry.ref) ? entry.ref : undefined,
    ref: isRevision ? undefined : entry.ref,
    revision: entry.sha,
    actor: withoutKind(entry.creator),
    runKey: context.runId === undefined ? undefined : runKey(context.runId),
    jobKey: context.jobId === undefined ? undefined : jobKey(context.jobId),
    createdAt: toIso(entry.created_at),
    startedAt: toIsoOptional(startedAt),
    finishedAt: toIsoOptional(finishedAt),
    durationMs: durationOf(startedAt, finishedAt),
    url: status?.log_url ?? status?.target_url,
  });
}

/** The environment that a deployment reached, with its address. */
export function toReachedEnvironment(
  entry: Deployment,
  context: DeploymentContext & { status: DeploymentStatus },
): EnvironmentRecord {
  const name = environmentOf(entry, context.status);
  return compact<EnvironmentRecord>({
    type: 'environment',
    scope: context.scope,
    key: environmentKey(context.scope, name),
    version: environmentVersion(context.status.created_at),
    name,
    tier: tierOf(entry),
    url: context.status.environment_url,
    gone: false,
  });
}

/** A state may name another environment than was asked for. */
function environmentOf(
  entry: Deployment,
  status: DeploymentStatus | undefined,
): string {
  return status?.environment ?? entry.environment;
}

/**
 * `true` is somebody's word. `false` is also GitHub's guess for every name but
 * `production`, so it leaves the tier to the name.
 */
function tierOf(entry: Deployment): EnvironmentTier | undefined {
  return entry.production_environment ? 'production' : undefined;
}

/** GitHub does not say whether a ref is a tag; versions look like versions. */
function isRelease(ref: string | undefined): boolean {
  return (
    ref !== undefined &&
    /^(?:[\w.-]+@)?v?\d+\.\d+(?:\.\d+)?(?:[-+.][\w.+-]+)?$/.test(ref)
  );
}

/**
 * Run and job that a state links to: `/actions/runs/<run>/job/<job>`, with an
 * attempt in between at times, or `/runs/<job>` of old.
 */
export function idsOfLink(url: string | undefined): {
  runId?: number;
  jobId?: number;
} {
  const path = url ? new URL(url).pathname : '';
  const match =
    /\/actions\/runs\/(\d{1,15})(?:\/attempts\/\d+)?(?:\/job\/(\d{1,15}))?$/.exec(
      path,
    );
  return compact({
    runId: match ? Number(match[1]) : undefined,
    jobId: match?.[2] ? Number(match[2]) : undefined,
  });
}
