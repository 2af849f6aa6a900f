import type {
  AlertRecord,
  IncidentRecord,
} from '@backstage-devops/plugin-devops-node';
import { alertId, deploymentId, incidentId } from '../ids';
import {
  base,
  instant,
  json,
  ofThisState,
  optionalInstant,
  type MergeRow,
} from './shared';

export function toIncidentRow(
  sourceId: string,
  record: IncidentRecord,
): MergeRow {
  const resolvedAt = optionalInstant(record, 'resolvedAt', record.resolvedAt);
  return {
    id: incidentId(sourceId, record.key),
    ...base(sourceId, record),
    record_key: record.key,
    external_id: record.externalId,
    status: record.status,
    started_at: instant(record, 'startedAt', record.startedAt),
    title: record.title,
    severity: record.severity,
    service: record.service,
    environment: record.environment,
    unit: record.unit,
    deployment_id:
      record.deploymentKey && deploymentId(sourceId, record.deploymentKey),
    acknowledged_at: optionalInstant(
      record,
      'acknowledgedAt',
      record.acknowledgedAt,
    ),
    // An incident that was reopened has no end any more.
    resolved_at:
      record.status === 'resolved' ? resolvedAt : ofThisState(resolvedAt),
    url: record.url,
  };
}

export function toAlertRow(sourceId: string, record: AlertRecord): MergeRow {
  const endedAt = optionalInstant(record, 'endedAt', record.endedAt);
  return {
    id: alertId(sourceId, record.key),
    ...base(sourceId, record),
    record_key: record.key,
    external_id: record.externalId,
    name: record.name,
    status: record.status,
    started_at: instant(record, 'startedAt', record.startedAt),
    ended_at: record.status === 'resolved' ? endedAt : ofThisState(endedAt),
    severity: record.severity,
    environment: record.environment,
    summary: record.summary,
    labels_json: json(record.labels),
    runbook_url: record.runbookUrl,
    url: record.url,
  };
}
