import type {
  GateRecord,
  JobRecord,
  RunRecord,
} from '@backstage-devops/plugin-devops-node';
import { gateId, jobId, runId } from '../ids';
import {
  base,
  instant,
  json,
  ofThisState,
  optionalInstant,
  times,
  type MergeRow,
} from './shared';

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
    steps_json: json(record.steps),
    url: record.url,
    controls_json: json(record.controls),
  };
}

export function toGateRow(sourceId: string, record: GateRecord): MergeRow {
  return {
    id: gateId(sourceId, record.key),
    ...base(sourceId, record),
    record_key: record.key,
    run_id: runId(sourceId, record.runKey),
    job_id: record.jobKey && jobId(sourceId, record.jobKey),
    name: record.name,
    kind: record.kind,
    status: record.status,
    created_at: instant(record, 'createdAt', record.createdAt),
    value: record.value,
    threshold: record.threshold,
    measure: record.measure,
    summary: record.summary,
    url: record.url,
  };
}
