import type {
  Actor,
  Commit,
  Deployment,
  DeploymentKind,
  DeploymentVerdict,
  EnvironmentTier,
  JobControl,
  JobRun,
  PipelineRun,
  RunAttempt,
  RunControl,
  RunStatus,
  StepRun,
  WaitingOn,
} from '@backstage-devops/plugin-devops-common';
import type {
  JudgedDeployment,
  ShownVerdict,
} from '../../database/operations/reads/readEnvironments';
import type { AttemptRow, JobRow, RunRow } from '../../database/rows';
import {
  booleanOf,
  compact,
  instantOf,
  jsonOf,
  numberOf,
  textOf,
} from './cells';
import type { JudgedRun } from './headline';
import { tierOf } from './tiers';

const ENDED = new Set(['succeeded', 'failed', 'canceled', 'skipped']);

/** Names of the providers of the sources, by source id. */
export type ProviderOf = (sourceId: string) => string;

/** A run as the API shows it. */
export function viewRun(
  row: RunRow,
  providerOf: ProviderOf,
  failedJobs: string[] = [],
): PipelineRun {
  return compact({
    id: row.id,
    sourceId: row.source_id,
    provider: providerOf(row.source_id),
    externalId: row.external_id,
    name: textOf(row.name),
    ...stateOf(row),
    attempt: row.attempt ?? 1,
    ref: row.ref,
    defaultBranch: booleanOf(row.default_branch) ?? false,
    revision: row.revision,
    commit: jsonOf<Commit>(row.commit_json),
    actor: jsonOf<Actor>(row.actor_json),
    trigger: textOf(row.trigger_kind),
    createdAt: instantOf(row.created_at) ?? '',
    ...timesOf(row),
    failedJobs: row.status === 'failed' ? failedJobs : undefined,
    url: textOf(row.url),
  });
}

/** How a run ended, for what is said of many. */
export function viewRunResult(row: RunRow): JudgedRun {
  return compact({
    ref: row.ref,
    revision: row.revision,
    ...stateOf(row),
    createdAt: instantOf(row.created_at) ?? '',
    ...timesOf(row),
  });
}

/** An earlier attempt of a run as the API shows it. */
export function viewAttempt(row: AttemptRow): RunAttempt {
  return compact({
    attempt: row.attempt,
    status: row.status as RunStatus,
    ...timesOf(row),
  });
}

/** What the provider would do with the run in its present state. */
export function viewRunControls(row: RunRow): RunControl[] {
  return possible(jsonOf<RunControl[]>(row.controls_json), row.status);
}

/** A job as the API shows it. */
export function viewJob(row: JobRow, hasTrace: boolean): JobRun {
  return compact({
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    stage: textOf(row.stage),
    ...stateOf(row),
    allowFailure: booleanOf(row.allow_failure) ?? false,
    failureReason:
      row.status === 'failed' ? textOf(row.failure_reason) : undefined,
    environment: textOf(row.environment),
    coverage: row.coverage ?? undefined,
    createdAt: instantOf(row.created_at),
    ...timesOf(row),
    retried: booleanOf(row.retried),
    steps: jsonOf<StepRun[]>(row.steps_json),
    url: textOf(row.url),
    hasTrace,
    controls: booleanOf(row.retried)
      ? []
      : possible(jsonOf<JobControl[]>(row.controls_json), row.status),
  });
}

/** A deployment as the API shows it. */
export function viewDeployment(
  row: Omit<JudgedDeployment, 'verdict'>,
  providerOf: ProviderOf,
  more: { tier?: EnvironmentTier; verdict?: ShownVerdict } = {},
): Deployment {
  const { tier, verdict } = more;
  const { waitingOn, ...state } = stateOf({ ...row, waiting_on: null });
  return compact({
    id: row.id,
    sourceId: row.source_id,
    provider: providerOf(row.source_id),
    externalId: row.external_id,
    environment: row.environment,
    tier: tier ?? tierOf(row.environment, row.tier),
    ...state,
    version: textOf(row.release_name),
    ref: textOf(row.ref),
    revision: row.revision,
    commit: jsonOf<Commit>(row.commit_json),
    actor: jsonOf<Actor>(row.actor_json),
    unit: textOf(row.unit),
    attempt: row.attempt ?? undefined,
    ...viewVerdict(verdict),
    runId: textOf(row.run_id),
    jobId: textOf(row.job_id),
    createdAt: instantOf(row.created_at) ?? '',
    ...timesOf(row),
    url: textOf(row.url),
  });
}

/** What was found out about a deployment, as far as it is computed already. */
function viewVerdict(row: ShownVerdict | undefined) {
  return {
    kind: (row?.kind ?? undefined) as DeploymentKind | undefined,
    verdict: (row?.verdict ?? undefined) as DeploymentVerdict | undefined,
    previousId: row?.previous_id ?? undefined,
    changeCount: row?.changes_known ? row.change_count : undefined,
  };
}

function stateOf(
  row: Pick<RunRow, 'status' | 'provider_status' | 'waiting_on'>,
) {
  return {
    status: row.status as RunStatus,
    providerStatus: row.provider_status,
    waitingOn:
      row.status === 'waiting'
        ? ((row.waiting_on ?? undefined) as WaitingOn | undefined)
        : undefined,
  };
}

/**
 * Values stay stored when a newer record leaves them out, for instance the end
 * of the attempt before, so what the state rules out is not shown.
 */
function timesOf(
  row: Pick<RunRow, 'status' | 'started_at' | 'finished_at' | 'duration_ms'>,
) {
  const ended = ENDED.has(row.status);
  return {
    startedAt: instantOf(row.started_at),
    finishedAt: ended ? instantOf(row.finished_at) : undefined,
    durationMs: ended ? numberOf(row.duration_ms) : undefined,
  };
}

/** Controls that were stored with an earlier state are not offered. */
function possible<T extends RunControl | JobControl>(
  controls: T[] | undefined,
  status: string,
): T[] {
  const ended = ENDED.has(status);
  return (controls ?? []).filter(control => {
    switch (control) {
      case 'retry':
        return ended;
      case 'cancel':
        return !ended;
      default:
        return status === 'waiting' || status === 'unknown';
    }
  });
}
