import { InputError } from '@backstage/errors';
import type {
  DeliveryRecord,
  DeploymentRecord,
  EnvironmentRecord,
  JobRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import { deploymentId, environmentId, jobId, runId } from './ids';
import { encodeVersion } from './versions';

type Cell = string | number | boolean | null | undefined;
/** A row to merge: columns that are undefined leave stored values in place. */
export type MergeRow = { id: string; version: string } & Record<string, Cell>;

export function toRunRow(sourceId: string, record: RunRecord): MergeRow {
  return {
    id: runId(sourceId, record.key),
    ...base(sourceId, record),
    record_key: record.key,
    external_id: record.externalId,
    status: record.status,
    provider_status: record.providerStatus,
    ref: record.ref,
    revision: record.revision,
    created_at: instant(record, 'createdAt', record.createdAt),
    open: !record.version.terminal,
    name: record.name,
    waiting_on: ofThisState(record.waitingOn),
    attempt: record.attempt,
    default_branch: record.defaultBranch,
    commit_json: json(record.commit),
    actor_json: json(record.actor),
    trigger_kind: record.trigger,
    ...times(record),
    url: record.url,
    controls_json: json(record.controls),
  };
}

export function toJobRow(sourceId: string, record: JobRecord): MergeRow {
  return {
    id: jobId(sourceId, record.key),
    ...base(sourceId, record),
    record_key: record.key,
    run_id: runId(sourceId, record.runKey),
    run_key: record.runKey,
    external_id: record.externalId,
    name: record.name,
    status: record.status,
    provider_status: record.providerStatus,
    stage: record.stage,
    sort_order: record.order,
    waiting_on: ofThisState(record.waitingOn),
    allow_failure: record.allowFailure,
    failure_reason: ofThisState(record.failureReason),
    environment: record.environment,
    coverage: record.coverage,
    created_at: optionalInstant(record, 'createdAt', record.createdAt),
    ...times(record),
    retried: record.retried,
    url: record.url,
    controls_json: json(record.controls),
  };
}

export function toDeploymentRow(
  sourceId: string,
  record: DeploymentRecord,
): MergeRow {
  return {
    id: deploymentId(sourceId, record.key),
    ...base(sourceId, record),
    record_key: record.key,
    external_id: record.externalId,
    environment: record.environment,
    status: record.status,
    provider_status: record.providerStatus,
    revision: record.revision,
    created_at: instant(record, 'createdAt', record.createdAt),
    tier: record.tier,
    environment_url: record.environmentUrl,
    release_name: record.release,
    ref: record.ref,
    commit_json: json(record.commit),
    actor_json: json(record.actor),
    run_id: record.runKey && runId(sourceId, record.runKey),
    job_id: record.jobKey && jobId(sourceId, record.jobKey),
    ...times(record),
    url: record.url,
  };
}

export function toEnvironmentRow(
  sourceId: string,
  record: EnvironmentRecord,
): MergeRow {
  return {
    id: environmentId(sourceId, record.scope, record.name),
    ...base(sourceId, record),
    name: record.name,
    gone: record.gone ?? false,
    tier: record.tier,
    url: record.url,
  };
}

function base(sourceId: string, record: DeliveryRecord) {
  return {
    source_id: sourceId,
    scope: record.scope,
    changed_at: Math.floor(record.version.at),
    version: encodeVersion(record),
  };
}

/** What belongs to one state alone leaves with it. */
function ofThisState<T>(value: T | undefined): T | null {
  return value ?? null;
}

/**
 * A thing that runs again has no end, even if the end of an earlier attempt is
 * known; a thing that ended keeps the end that another record told.
 */
function times(record: RunRecord | JobRecord | DeploymentRecord) {
  const unknown = record.version.terminal ? undefined : null;
  return {
    started_at: optionalInstant(record, 'startedAt', record.startedAt),
    finished_at:
      optionalInstant(record, 'finishedAt', record.finishedAt) ?? unknown,
    duration_ms:
      record.durationMs === undefined ? unknown : Math.round(record.durationMs),
  };
}

function instant(record: DeliveryRecord, field: string, text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value)) {
    throw new InputError(
      `The ${record.type} '${record.key}' has no readable ${field}: it must be an ISO 8601 instant`,
    );
  }
  return value;
}

function optionalInstant(record: DeliveryRecord, field: string, text?: string) {
  return text === undefined ? undefined : instant(record, field, text);
}

function json(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
