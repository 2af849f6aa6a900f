import { SLO_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import type { Entity } from '@backstage/catalog-model';

const DEFAULT_PATH = 'slo/availability.yaml';

/** Where the first objective of the entity would lie. */
export function sloPathOf(entity: Entity): string {
  const glob = entity.metadata.annotations?.[SLO_ANNOTATION];
  return glob ? glob.replace(/\*+/g, 'availability') : DEFAULT_PATH;
}

/** A first objective for *this* entity, measured by health probes. */
export function sloSnippetFor(entity: Entity): string {
  const name = entity.metadata.name;
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}-availability
  displayName: Availability
spec:
  service: ${name}
  description: Health checks of production succeed.
  budgetingMethod: Occurrences
  timeWindow:
    - duration: 30d
      isRolling: true
  indicator:
    metadata:
      name: ${name}-health
    spec:
      ratioMetric:
        good:
          metricSource:
            type: Probe
            spec: { environment: production, outcome: success }
        total:
          metricSource:
            type: Probe
            spec: { environment: production }
  objectives:
    - target: 0.99
`;
}
