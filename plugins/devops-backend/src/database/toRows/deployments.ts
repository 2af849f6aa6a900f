import type {
  DeploymentRecord,
  EnvironmentRecord,
} from '@backstage-devops/plugin-devops-node';
import { deploymentId, environmentId, jobId, runId } from '../ids';
import { base, instant, json, times, type MergeRow } from './shared';

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
    unit: record.unit,
    attempt: record.attempt,
    marked_failed: record.markedFailed,
    marked_unplanned: record.markedUnplanned,
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
