import type { IncidentEvent } from '@backstage-devops/plugin-devops-common';
import type { IncidentRecord } from '@backstage-devops/plugin-devops-node';
import { compact } from './fields';
import { deploymentKey, incidentKey } from './keys';
import { latestVersion } from './versions';

export function toIncidentRecord(
  event: IncidentEvent,
  scope: string,
): IncidentRecord {
  const { startedAt, resolvedAt, updatedAt } = event;
  return compact<IncidentRecord>({
    type: 'incident',
    scope,
    key: incidentKey(scope, event.id),
    version: latestVersion(startedAt, resolvedAt, updatedAt),
    externalId: event.id,
    status: resolvedAt === undefined ? 'open' : 'resolved',
    startedAt,
    title: event.title,
    severity: event.severity,
    service: event.service,
    environment: event.environment,
    deploymentKey:
      event.deployment === undefined
        ? undefined
        : deploymentKey(scope, event.deployment),
    resolvedAt,
    url: event.url,
  });
}
