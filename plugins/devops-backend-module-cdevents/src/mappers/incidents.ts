import type { IncidentRecord } from '@backstage-devops/plugin-devops-node';
import { compact, toIso } from './fields';
import { incidentKey } from './keys';
import type { Cdevent } from './readCdevent';

/**
 * An event tells one instant. When the incident began is told by its first
 * event, and the store keeps the earliest.
 */
export function toIncidentRecord(event: Cdevent<'incident'>): IncidentRecord {
  const { content, custom } = event;
  const resolved = event.predicate === 'resolved';
  return compact<IncidentRecord>({
    type: 'incident',
    scope: event.scope,
    key: incidentKey(event.subjectSource, event.subjectId),
    version: { generation: 0, terminal: resolved, at: event.at },
    externalId: event.subjectId,
    status: resolved ? 'resolved' : 'open',
    startedAt: toIso(event.at),
    // The end is described by what is well again.
    title: resolved ? undefined : (custom.title ?? content.description),
    severity: custom.severity,
    service: content.service?.id,
    environment: content.environment?.id,
    unit: custom.unit,
    resolvedAt: resolved ? toIso(event.at) : undefined,
    url: content.ticketURI,
  });
}
