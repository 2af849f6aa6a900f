import type {
  Actor,
  Alert,
  Change,
  Incident,
} from '@backstage-devops/plugin-devops-common';
import { SLO_ALERT_LABEL } from '../../database/operations/changes/listAlerts';
import type { AlertRow, ChangeRow, IncidentRow } from '../../database/rows';
import { compact, instantOf, jsonOf, textOf } from './cells';

/** A merge request or pull request as the API shows it. */
export function viewChange(row: ChangeRow): Change {
  return compact({
    id: row.id,
    externalId: row.external_id,
    status: row.status as Change['status'],
    title: textOf(row.title),
    author: jsonOf<Actor>(row.author_json),
    createdAt: instantOf(row.created_at) ?? '',
    mergedAt: instantOf(row.merged_at),
    url: textOf(row.url),
  });
}

/** An incident as the API shows it, with what it is attributed to. */
export function viewIncident(
  row: IncidentRow,
  attributed?: { deploymentId: string; confidence: Incident['confidence'] },
): Incident {
  return compact({
    id: row.id,
    externalId: row.external_id,
    status: row.status as Incident['status'],
    title: textOf(row.title),
    severity: textOf(row.severity),
    environment: textOf(row.environment),
    startedAt: instantOf(row.started_at) ?? '',
    resolvedAt:
      row.status === 'resolved' ? instantOf(row.resolved_at) : undefined,
    ...attributed,
    url: textOf(row.url),
  });
}

/** A firing of an alert as the API shows it. */
export function viewAlert(row: AlertRow): Alert {
  const labels = jsonOf<Record<string, string>>(row.labels_json);
  return compact({
    id: row.id,
    name: row.name,
    status: row.status as Alert['status'],
    severity: textOf(row.severity),
    environment: textOf(row.environment),
    summary: textOf(row.summary),
    sloId: labels?.[SLO_ALERT_LABEL],
    startedAt: instantOf(row.started_at) ?? '',
    endedAt: row.status === 'resolved' ? instantOf(row.ended_at) : undefined,
    labels,
    runbookUrl: textOf(row.runbook_url),
    url: textOf(row.url),
    source: row.source_id,
  });
}
