import type { JobRecord } from '@backstage-devops/plugin-devops-node';
import type { StepRun } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';
import {
  compact,
  durationOf,
  id,
  listOf,
  optionalId,
  optionalInstant,
  optionalText,
  optionalUrl,
  text,
  toIsoOptional,
} from './fields';
import { jobKey, runKey } from './keys';
import { jobControls, stateOf } from './status';
import type { ProviderState } from './status';
import { jobVersion } from './versions';
import type { Teller } from './versions';

const step = z.object({
  name: text,
  status: text,
  conclusion: optionalText,
  number: z.int().nonnegative().nullish(),
  started_at: optionalInstant,
  completed_at: optionalInstant,
});
type Step = z.output<typeof step>;

/** A job, the same in webhooks and in the API. */
export const workflowJob = z.object({
  id,
  run_id: id,
  run_attempt: optionalId,
  name: text,
  status: text,
  conclusion: optionalText,
  created_at: optionalInstant,
  started_at: optionalInstant,
  completed_at: optionalInstant,
  steps: listOf(step, 1_000).nullish(),
  html_url: optionalUrl,
});
export type WorkflowJob = z.output<typeof workflowJob>;

/** What is known of a job beside itself. */
export type JobContext = {
  teller: Teller;
  scope: string;
  order?: number;
  /** A later attempt of the run has a job of this name. */
  retried?: boolean;
  environment?: string;
  deploymentChangedAt?: number;
};

export function toJobRecord(job: WorkflowJob, context: JobContext): JobRecord {
  const state = stateOf(job);
  const hasStarted = state.terminal || state.status === 'running';
  // Until it runs, its start is the time at which it was queued.
  const startedAt = hasStarted ? job.started_at : undefined;
  const finishedAt = state.terminal ? job.completed_at : undefined;
  const steps = (job.steps ?? []).map(toStepRun);
  return compact<JobRecord>({
    type: 'job',
    scope: context.scope,
    key: jobKey(job.id),
    version: jobVersion({
      state,
      teller: context.teller,
      createdAt: job.created_at,
      startedAt: job.started_at,
      finishedAt,
      deploymentChangedAt: context.deploymentChangedAt,
    }),
    runKey: runKey(job.run_id),
    externalId: String(job.id),
    name: job.name,
    order: context.order,
    status: state.status,
    providerStatus: state.providerStatus,
    waitingOn: state.waitingOn,
    failureReason: failureReasonOf(state, job),
    environment: context.environment,
    createdAt: toIsoOptional(job.created_at),
    startedAt: toIsoOptional(startedAt),
    finishedAt: toIsoOptional(finishedAt),
    durationMs: durationOf(startedAt, finishedAt),
    retried: context.retried,
    steps: steps.length > 0 ? steps : undefined,
    url: job.html_url,
    controls: jobControls(state, context),
  });
}

function toStepRun(entry: Step): StepRun {
  return compact<StepRun>({
    name: entry.name,
    status: stateOf(entry).status,
    startedAt: toIsoOptional(entry.started_at),
    finishedAt: toIsoOptional(entry.completed_at),
  });
}

/** GitHub tells no reason; the step that failed, or how it ended, is one. */
function failureReasonOf(
  state: ProviderState,
  job: WorkflowJob,
): string | undefined {
  if (state.status !== 'failed') {
    return undefined;
  }
  const failed = job.steps?.find(entry => stateOf(entry).status === 'failed');
  return failed?.name ?? state.providerStatus;
}
