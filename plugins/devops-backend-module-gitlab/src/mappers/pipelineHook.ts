import { mapInTurns } from '@backstage-devops/plugin-devops-node';
import type { WebhookResult } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import {
  flag,
  id,
  instant,
  listOf,
  optionalActor,
  optionalId,
  optionalInstant,
  optionalSeconds,
  optionalText,
  optionalUrl,
  parseOr,
  prose,
  sha,
  text,
  toCommit,
} from './fields';
import { hookProject } from './hookProject';
import { orderJobs } from './jobOrder';
import { runKey } from './keys';
import { toJobRecord, toRunRecord } from './records';

const WHAT = 'Pipeline Hook';

const build = z.object({
  id,
  stage: optionalText,
  name: text,
  status: text,
  created_at: optionalInstant,
  started_at: optionalInstant,
  finished_at: optionalInstant,
  duration: optionalSeconds,
  failure_reason: optionalText,
  allow_failure: flag,
  environment: z.object({ name: optionalText }).nullish(),
});

const pipelineHook = z.object({
  object_kind: z.literal('pipeline'),
  object_attributes: z.object({
    id,
    iid: optionalId,
    name: prose,
    ref: text,
    tag: flag,
    sha,
    source: optionalText,
    status: text,
    stages: listOf(text, 1_000).nullish(),
    created_at: instant,
    finished_at: optionalInstant,
    duration: optionalSeconds,
    url: optionalUrl,
  }),
  user: optionalActor,
  project: hookProject,
  commit: z
    .object({
      title: prose,
      message: prose,
      url: optionalUrl,
      author: z.object({ name: prose }).nullish(),
    })
    .nullish(),
  /** Each is parsed apart: there may be thousands. */
  builds: z.array(z.unknown()).max(10_000).nullish(),
});

/**
 * Pipeline Hook: the run and the latest attempt of each of its jobs. It lacks
 * retried jobs, coverage and the runs of deployments, so a run that has come
 * to rest is read again.
 */
export async function parsePipelineHook(body: unknown): Promise<WebhookResult> {
  const hook = parseOr(pipelineHook, body, WHAT);
  const { object_attributes: pipeline, project } = hook;
  const builds = await mapInTurns(hook.builds ?? [], parseBuilds);
  const scope = project.path_with_namespace;
  const commitFacts = hook.commit ?? undefined;

  const run = toRunRecord({
    teller: 'webhook',
    scope,
    id: pipeline.id,
    name: pipeline.name,
    providerStatus: pipeline.status,
    ref: pipeline.ref,
    sha: pipeline.sha,
    tag: pipeline.tag,
    trigger: pipeline.source,
    defaultBranch: project.default_branch,
    commit: toCommit({
      sha: pipeline.sha,
      title: commitFacts?.title ?? commitFacts?.message,
      author: commitFacts?.author?.name,
      url: commitFacts?.url,
    }),
    actor: hook.user,
    createdAt: pipeline.created_at,
    finishedAt: pipeline.finished_at,
    durationMs: pipeline.duration,
    url:
      pipeline.url ??
      (project.web_url && `${project.web_url}/-/pipelines/${pipeline.id}`),
    jobs: builds.map(job => ({
      createdAt: job.created_at,
      startedAt: job.started_at,
      finishedAt: job.finished_at,
    })),
  });

  const order = orderJobs(builds, pipeline.stages ?? []);
  const jobs = await mapInTurns(builds, some =>
    some.map(job =>
      toJobRecord({
        teller: 'webhook',
        scope,
        id: job.id,
        pipelineId: pipeline.id,
        name: job.name,
        stage: job.stage,
        order: order.get(job.id),
        providerStatus: job.status,
        allowFailure: job.allow_failure,
        failureReason: job.failure_reason,
        environment: job.environment?.name,
        createdAt: job.created_at,
        startedAt: job.started_at,
        finishedAt: job.finished_at,
        durationMs: job.duration,
        url: project.web_url && `${project.web_url}/-/jobs/${job.id}`,
      }),
    ),
  );

  const atRest = run.version.terminal || run.status === 'waiting';
  return {
    records: [run, ...jobs],
    ...(atRest && { refresh: [{ scope, key: runKey(pipeline.id) }] }),
  };
}

function parseBuilds(builds: unknown[], start: number) {
  return builds.map((value, index) =>
    parseOr(build, value, WHAT, ['builds', start + index]),
  );
}
