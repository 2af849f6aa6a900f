import { tierOfEnvironmentName } from '@backstage-devops/plugin-devops-common';
import { compareText } from './collections';
import { DeploymentIndex } from './DeploymentIndex';
import type { Settings } from './options';
import type { IncidentRecord } from './records';
import { endOf, type DeploymentNode, type Timeline } from './timelines';

/**
 * How sure it is that a deployment caused an incident: somebody said so; the
 * alerting tool named the service; or it was just the latest deployment.
 *
 * @public
 */
export type AttributionConfidence = 'explicit' | 'service' | 'heuristic';

/** An incident and the deployment that it is attributed to. */
export interface AttributedIncident {
  record: IncidentRecord;
  node?: DeploymentNode;
  confidence?: AttributionConfidence;
  /** Why it is attributed to none. */
  unattributed?: 'no-deployment' | 'too-old' | 'unknown-link' | 'environment';
}

/**
 * Attributes each incident to one deployment at most: the one that it names,
 * or else the latest success in production before it that is not too old.
 */
export function attributeIncidents(
  incidents: IncidentRecord[],
  timelines: Timeline[],
  settings: Settings,
): AttributedIncident[] {
  const index = new DeploymentIndex(timelines, settings.scope);
  return incidents
    .map(record => attribute(record, index, settings))
    .sort(
      (a, b) =>
        a.record.startedAt - b.record.startedAt ||
        compareText(a.record.id, b.record.id) ||
        compareText(a.record.entity, b.record.entity),
    );
}

function attribute(
  record: IncidentRecord,
  index: DeploymentIndex,
  settings: Settings,
): AttributedIncident {
  if (record.deployment !== undefined) {
    const node = index.named(record.deployment, record.entity);
    return node
      ? { record, node, confidence: 'explicit' }
      : { record, unattributed: 'unknown-link' };
  }
  if (!concernsProduction(record, index)) {
    return { record, unattributed: 'environment' };
  }
  const node = index.latestBefore(record);
  if (!node) {
    return { record, unattributed: 'no-deployment' };
  }
  if (record.startedAt - endOf(node) > settings.attributionWindowMs) {
    return { record, unattributed: 'too-old' };
  }
  return {
    record,
    node,
    confidence: record.service === undefined ? 'heuristic' : 'service',
  };
}

function concernsProduction(
  { environment }: IncidentRecord,
  index: DeploymentIndex,
): boolean {
  if (environment === undefined || index.isProduction(environment)) {
    return true;
  }
  const tier = tierOfEnvironmentName(environment);
  return tier === 'production' || tier === 'other';
}
