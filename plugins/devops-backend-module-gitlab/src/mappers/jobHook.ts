import type { WebhookResult } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import {
  flag,
  id,
  instant,
  optionalInstant,
  optionalSeconds,
  optionalText,
  parseOr,
  text,
} from './fields';
import { hookProject } from './hookProject';
import { runKey } from './keys';
import { toJobRecord } from './records';

const jobHook = z.object({
  object_kind: z.literal('build'),
  build_id: id,
  build_name: text,
  build_stage: optionalText,
  build_status: text,
  build_created_at: instant,
  build_started_at: optionalInstant,
  build_finished_at: optionalInstant,
  build_duration: optionalSeconds,
  build_allow_failure: flag,
  build_failure_reason: optionalText,
  retries_count: z.int().nonnegative().nullish(),
  // `commit.id` of this hook is the id of the pipeline as well, and no commit.
  pipeline_id: id,
  project: hookProject,
  environment: z.object({ name: optionalText }).nullish(),
});

/**
 * Job Hook: one job. The hook of a retry does not tell which job it replaces,
 * so the run is read again.
 */
export function parseJobHook(body: unknown): WebhookResult {
  const hook = parseOr(jobHook, body, 'Job Hook');
  const scope = hook.project.path_with_namespace;
  const job = toJobRecord({
    teller: 'webhook',
    scope,
    id: hook.build_id,
    pipelineId: hook.pipeline_id,
    name: hook.build_name,
    stage: hook.build_stage,
    providerStatus: hook.build_status,
    allowFailure: hook.build_allow_failure,
    failureReason: hook.build_failure_reason,
    environment: hook.environment?.name,
    createdAt: hook.build_created_at,
    startedAt: hook.build_started_at,
    finishedAt: hook.build_finished_at,
    durationMs: hook.build_duration,
    url:
      hook.project.web_url && `${hook.project.web_url}/-/jobs/${hook.build_id}`,
  });
  const isRetry = (hook.retries_count ?? 0) > 0;
  return {
    records: [job],
    ...(isRetry && { refresh: [{ scope, key: runKey(hook.pipeline_id) }] }),
  };
}
