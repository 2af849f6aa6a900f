import type {
  DeploymentRecord,
  EnvironmentRecord,
  JobRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import {
  flag,
  id,
  instant,
  optionalActor,
  optionalCommit,
  optionalCoverage,
  optionalId,
  optionalInstant,
  optionalSeconds,
  optionalText,
  optionalUrl,
  parseOr,
  prose,
  sha,
  text,
} from './fields';
import { orderJobs, retriedJobs } from './jobOrder';
import {
  toDeploymentRecord,
  toEnvironmentRecord,
  toJobRecord,
  toRunRecord,
} from './records';
import { isRunEnd, toStatus } from './status';

/** A feature of a project that nobody may use. */
const DISABLED = 'disabled';

const project = z
  .object({
    path_with_namespace: text,
    default_branch: optionalText,
    merge_requests_access_level: optionalText,
    issues_access_level: optionalText,
  })
  .transform(entry => ({
    defaultBranch: entry.default_branch,
    hasMergeRequests: entry.merge_requests_access_level !== DISABLED,
    hasIssues: entry.issues_access_level !== DISABLED,
  }));
export type ApiProject = z.output<typeof project>;
export const readProject = (body: unknown): ApiProject =>
  parseOr(project, body, 'The project in the API');

/** What the list of pipelines is used for. */
const listedPipeline = z.object({ id });
export const readPipelineIds = (body: unknown): number[] =>
  parseOr(
    z.array(listedPipeline),
    body,
    'The list of pipelines in the API',
  ).map(pipeline => pipeline.id);

/** When each pipeline of a list was created. */
export const readCreationTimes = (body: unknown): number[] =>
  parseOr(
    z.array(z.object({ created_at: instant })),
    body,
    'The list of pipelines in the API',
  ).map(entry => entry.created_at);

const pipeline = z.object({
  id,
  iid: optionalId,
  name: prose,
  status: text,
  source: optionalText,
  ref: text,
  tag: flag,
  sha,
  user: optionalActor,
  created_at: instant,
  started_at: optionalInstant,
  finished_at: optionalInstant,
  duration: optionalSeconds,
  web_url: optionalUrl,
});
export type ApiPipeline = z.output<typeof pipeline>;
export const readPipeline = (body: unknown): ApiPipeline =>
  parseOr(pipeline, body, 'The pipeline in the API');

const job = z.object({
  id,
  name: text,
  stage: optionalText,
  status: text,
  allow_failure: flag,
  failure_reason: optionalText,
  coverage: optionalCoverage,
  created_at: instant,
  started_at: optionalInstant,
  finished_at: optionalInstant,
  duration: optionalSeconds,
  web_url: optionalUrl,
  commit: optionalCommit,
});
export type ApiJob = z.output<typeof job>;
export const readJobs = (body: unknown): ApiJob[] =>
  parseOr(z.array(job), body, 'The list of jobs in the API');

const deployment = z.object({
  id,
  status: text,
  ref: optionalText,
  sha,
  created_at: instant,
  updated_at: optionalInstant,
  user: optionalActor,
  environment: z.object({
    name: text,
    external_url: optionalUrl,
    tier: optionalText,
  }),
  deployable: z
    .object({
      id: optionalId,
      name: optionalText,
      tag: flag,
      started_at: optionalInstant,
      finished_at: optionalInstant,
      duration: optionalSeconds,
      web_url: optionalUrl,
      commit: optionalCommit,
      pipeline: z.object({ id: optionalId }).nullish(),
    })
    .nullish(),
});
export type ApiDeployment = z.output<typeof deployment>;
export const readDeployments = (body: unknown): ApiDeployment[] =>
  parseOr(z.array(deployment), body, 'The list of deployments in the API');

const environment = z.object({
  id,
  name: text,
  state: optionalText,
  tier: optionalText,
  external_url: optionalUrl,
  created_at: optionalInstant,
  updated_at: optionalInstant,
});
export type ApiEnvironment = z.output<typeof environment>;
export const readEnvironments = (body: unknown): ApiEnvironment[] =>
  parseOr(z.array(environment), body, 'The list of environments in the API');

/** A single environment tells its last deployment, which may be very old. */
export const readLastDeployment = (body: unknown): ApiDeployment | undefined =>
  parseOr(
    z
      .object({
        name: text,
        last_deployment: z
          .object({ ...deployment.shape, environment: z.unknown() })
          .nullish(),
        external_url: optionalUrl,
        tier: optionalText,
      })
      .transform(({ last_deployment: last, name, external_url, tier }) =>
        last
          ? { ...last, environment: { name, external_url, tier } }
          : undefined,
      ),
    body,
    'The environment in the API',
  );

export type ApiContext = { scope: string; defaultBranch?: string };

/** A run with all attempts of its jobs. */
export function toRunRecords(
  context: ApiContext,
  run: ApiPipeline,
  parts: {
    jobs: ApiJob[];
    bridges: ApiJob[];
    environmentOfJob: ReadonlyMap<string, string>;
  },
): (RunRecord | JobRecord)[] {
  const { scope } = context;
  const all = [...parts.jobs, ...parts.bridges];
  const order = orderJobs(all);
  const retried = retriedJobs(all);
  const bridges = new Set(parts.bridges);
  const jobs = all.map(entry =>
    toJobRecord({
      teller: 'api',
      scope,
      id: entry.id,
      pipelineId: run.id,
      name: entry.name,
      stage: entry.stage,
      order: order.get(entry.id),
      providerStatus: entry.status,
      allowFailure: entry.allow_failure,
      failureReason: entry.failure_reason,
      environment: parts.environmentOfJob.get(entry.name),
      coverage: entry.coverage,
      createdAt: entry.created_at,
      startedAt: entry.started_at,
      finishedAt: entry.finished_at,
      durationMs: entry.duration,
      retried: retried.has(entry.id),
      bridge: bridges.has(entry),
      url: entry.web_url,
    }),
  );
  const record = toRunRecord({
    teller: 'api',
    scope,
    id: run.id,
    name: run.name,
    providerStatus: run.status,
    ref: run.ref,
    sha: run.sha,
    tag: run.tag,
    trigger: run.source,
    defaultBranch: context.defaultBranch,
    commit: all.find(entry => entry.commit?.sha === run.sha)?.commit,
    actor: run.user,
    createdAt: run.created_at,
    startedAt: run.started_at,
    finishedAt: run.finished_at,
    durationMs: run.duration,
    url: run.web_url,
    // Webhooks leave trigger jobs out, so they must not count here either.
    jobs: parts.jobs.map(entry => ({
      createdAt: entry.created_at,
      startedAt: entry.started_at,
      finishedAt: entry.finished_at,
    })),
  });
  return [record, ...jobs];
}

export function toDeployment(
  context: ApiContext,
  entry: ApiDeployment,
): DeploymentRecord {
  const by = entry.deployable ?? undefined;
  const changedAt = entry.updated_at ?? entry.created_at;
  const ended = isRunEnd(toStatus(entry.status).status);
  return toDeploymentRecord({
    teller: 'api',
    scope: context.scope,
    id: entry.id,
    environment: entry.environment.name,
    tier: entry.environment.tier,
    environmentUrl: entry.environment.external_url,
    providerStatus: entry.status,
    ref: entry.ref,
    tag: by?.tag,
    sha: entry.sha,
    commit: by?.commit?.sha === entry.sha ? by.commit : { sha: entry.sha },
    actor: entry.user,
    pipelineId: by?.pipeline?.id,
    jobId: by?.id,
    changedAt,
    createdAt: entry.created_at,
    startedAt: by?.started_at,
    finishedAt: ended ? (by?.finished_at ?? changedAt) : undefined,
    durationMs: by?.duration,
    url: by?.web_url,
  });
}

export function toEnvironment(
  context: ApiContext,
  entry: ApiEnvironment,
): EnvironmentRecord {
  return toEnvironmentRecord({
    scope: context.scope,
    name: entry.name,
    tier: entry.tier,
    url: entry.external_url,
    gone: entry.state === 'stopped',
    changedAt: entry.updated_at ?? entry.created_at ?? 0,
  });
}
