import type { WebhookResult } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import {
  optionalInstant,
  optionalText,
  parseOr,
  prose,
} from '../mappers/fields';
import { toJobRecord, workflowJob } from '../mappers/jobs';
import { runKey } from '../mappers/keys';
import { runStateOf, toRunRecord, workflowRun } from '../mappers/runs';
import { repository } from './repository';

const workflowRunEvent = z.object({
  workflow_run: workflowRun,
  workflow: z.object({ name: prose }).nullish(),
  repository,
});

/**
 * `requested`, `in_progress` or `completed`: the state of the run tells more
 * than the action, which is sent again for states that it does not name. Jobs
 * come with events of their own, which a repository need not send, so a run
 * that has come to rest is read again.
 */
export function parseWorkflowRun(body: unknown): WebhookResult {
  const event = parseOr(workflowRunEvent, body, 'workflow_run');
  const { scope, defaultBranch } = event.repository;
  const run = toRunRecord(event.workflow_run, {
    teller: 'webhook',
    scope,
    defaultBranch,
    workflowName: event.workflow?.name,
  });
  const state = runStateOf(event.workflow_run);
  const atRest = state.terminal || state.status === 'waiting';
  return {
    records: [run],
    ...(atRest && {
      refresh: [{ scope, key: runKey(event.workflow_run.id) }],
    }),
  };
}

const workflowJobEvent = z.object({
  workflow_job: workflowJob,
  deployment: z
    .object({ environment: optionalText, updated_at: optionalInstant })
    .nullish(),
  repository,
});

/**
 * One job. While it waits for an approval nothing about it changes but the
 * deployment that comes with it.
 */
export function parseWorkflowJob(body: unknown): WebhookResult {
  const event = parseOr(workflowJobEvent, body, 'workflow_job');
  const job = toJobRecord(event.workflow_job, {
    teller: 'webhook',
    scope: event.repository.scope,
    environment: event.deployment?.environment,
    deploymentChangedAt: event.deployment?.updated_at,
  });
  return { records: [job] };
}
