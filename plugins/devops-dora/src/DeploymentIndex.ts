import { append, countUpTo } from './collections';
import type { IncidentRecord } from './records';
import {
  byEnd,
  endOf,
  isProduction,
  type DeploymentNode,
  type Timeline,
} from './timelines';

/** Finds the deployment that an incident belongs to. */
export class DeploymentIndex {
  readonly #byId = new Map<string, DeploymentNode[]>();
  /** Successes in production by entity, or all under one key. */
  readonly #successes = new Map<string, DeploymentNode[]>();
  readonly #production = new Set<string>();
  readonly #keyOf: (entity: string) => string;

  constructor(timelines: Timeline[], scope: 'entity' | 'all') {
    this.#keyOf = scope === 'all' ? () => '' : entity => entity;
    for (const node of timelines.flatMap(({ nodes }) => nodes).sort(byEnd)) {
      append(this.#byId, node.record.id, node);
      if (isProduction(node)) {
        this.#production.add(node.record.environment.toLowerCase());
        if (node.record.outcome === 'success') {
          append(this.#successes, this.#keyOf(node.record.entity), node);
        }
      }
    }
  }

  /** Whether an environment of this name is in production. */
  isProduction(environment: string): boolean {
    return this.#production.has(environment.toLowerCase());
  }

  /** The deployment with an identifier; rather one that can have failed. */
  named(id: string, entity: string): DeploymentNode | undefined {
    const rank = (node: DeploymentNode) =>
      (node.record.entity === entity ? 4 : 0) +
      (isProduction(node) ? 2 : 0) +
      (node.record.outcome === 'success' ? 1 : 0);
    return [...(this.#byId.get(id) ?? [])].sort((a, b) => rank(b) - rank(a))[0];
  }

  latestBefore(incident: IncidentRecord): DeploymentNode | undefined {
    const nodes = this.#successes.get(this.#keyOf(incident.entity)) ?? [];
    const environment = incident.environment?.toLowerCase();
    const fits =
      environment === undefined || !this.#production.has(environment)
        ? () => true
        : (node: DeploymentNode) =>
            node.record.environment.toLowerCase() === environment;
    for (let at = countUpTo(nodes, incident.startedAt, endOf); at > 0; at--) {
      if (fits(nodes[at - 1])) {
        return nodes[at - 1];
      }
    }
    return undefined;
  }
}
