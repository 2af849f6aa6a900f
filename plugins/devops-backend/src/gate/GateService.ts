import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  tierOfEnvironmentName,
  type DeploymentGate,
  type Slo,
} from '@backstage-devops/plugin-devops-common';
import {
  decideGate,
  type GatePolicy,
} from '@backstage-devops/plugin-devops-slo';
import type {
  OverrideRow,
  OverrideStore,
} from '../database/gate/OverrideStore';
import { compact } from '../services/views/cells';
import type { ReadFreshness } from '../slo/SloAnswers';
import type { SloService } from '../slo/SloService';
import { viewOverride } from './viewOverride';

/** Decides about deployments from the store alone; it asks for no permission. */
export class GateService {
  readonly #slos: SloService;
  readonly #overrides: OverrideStore;
  readonly #readFreshness: ReadFreshness;
  readonly #policy: GatePolicy;
  readonly #longestOverrideMs: number;
  readonly #now: () => number;

  constructor(options: {
    slos: SloService;
    overrides: OverrideStore;
    readFreshness: ReadFreshness;
    policy: GatePolicy;
    longestOverrideMs: number;
    now: () => number;
  }) {
    this.#slos = options.slos;
    this.#overrides = options.overrides;
    this.#readFreshness = options.readFreshness;
    this.#policy = options.policy;
    this.#longestOverrideMs = options.longestOverrideMs;
    this.#now = options.now;
  }

  async decide(entity: Entity, environment: string): Promise<DeploymentGate> {
    const entityRef = stringifyEntityRef(entity);
    const [{ items, placeOf, sourceIds }, override] = await Promise.all([
      this.#slos.list(entity),
      this.#overrides.findActive({ entityRef, environment }, this.#now()),
    ]);
    const slos = items.filter(slo => holdsIn(environment, placeOf(slo)));
    const verdict = decideGate({
      slos: slos.map(slo => ({ ...slo, title: slo.title ?? slo.name })),
      policy: this.#policy,
      where: `${entityRef} in ${environment}`,
      exception: override && toException(override),
    });
    return compact<DeploymentGate>({
      entityRef,
      environment,
      ...verdict,
      policy: this.#policy,
      longestOverrideMs: this.#longestOverrideMs,
      slos: slos.map(viewStanding),
      override: override && viewOverride(override),
      freshness: await this.#readFreshness(sourceIds),
    });
  }
}

/**
 * Whether an objective counts for deployments to an environment. One that names
 * none is a promise to users, and those are not in a test environment.
 */
function holdsIn(environment: string, place: string | undefined): boolean {
  if (place !== undefined) {
    return place === environment;
  }
  const tier = tierOfEnvironmentName(environment);
  return tier === 'production' || tier === 'other';
}

function toException(row: OverrideRow) {
  return {
    by: row.created_by,
    reason: row.reason,
    until: Number(row.until_at),
  };
}

/** What was looked at of an objective. */
function viewStanding(slo: Slo): DeploymentGate['slos'][number] {
  const { id, name, title, state, objective, windowText } = slo;
  const { budgetRemaining, currentBurn, measuredAt } = slo;
  return compact({
    id,
    title: title ?? name,
    state,
    objective,
    windowText,
    budgetRemaining,
    currentBurn,
    measuredAt,
  });
}
