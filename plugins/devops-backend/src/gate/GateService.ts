import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  tierOfEnvironmentName,
  type DeploymentGate,
  type EntityGates,
  type EnvironmentGate,
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
import { environmentsOf, type ReadFreshness } from '../slo/SloAnswers';
import type { SloList, SloService } from '../slo/SloService';
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
    const list = await this.#slos.list(entity);
    return compact<DeploymentGate>({
      ...(await this.#decideIn(environment, entityRef, list)),
      entityRef,
      policy: this.#policy,
      longestOverrideMs: this.#longestOverrideMs,
      slos: slosIn(environment, list).map(viewStanding),
      freshness: await this.#readFreshness(list.sourceIds),
    });
  }

  /** For each environment that objectives are of, as far as it is shown. */
  async decideAll(
    entity: Entity,
    isShown: (environment: string) => boolean,
  ): Promise<EntityGates> {
    const entityRef = stringifyEntityRef(entity);
    const list = await this.#slos.list(entity);
    const environments = environmentsOf(list.items.map(list.placeOf));
    return {
      entityRef,
      items: await Promise.all(
        environments
          .filter(isShown)
          .map(environment => this.#decideIn(environment, entityRef, list)),
      ),
      policy: this.#policy,
      longestOverrideMs: this.#longestOverrideMs,
      freshness: await this.#readFreshness(list.sourceIds),
    };
  }

  async #decideIn(
    environment: string,
    entityRef: string,
    list: SloList,
  ): Promise<EnvironmentGate> {
    const override = await this.#overrides.findActive(
      { entityRef, environment },
      this.#now(),
    );
    const verdict = decideGate({
      slos: slosIn(environment, list).map(slo => ({
        ...slo,
        title: slo.title ?? slo.name,
      })),
      policy: this.#policy,
      where: `${entityRef} in ${environment}`,
      exception: override && toException(override),
    });
    return compact<EnvironmentGate>({
      environment,
      ...verdict,
      override: override && viewOverride(override),
    });
  }
}

function slosIn(environment: string, { items, placeOf }: SloList): Slo[] {
  return items.filter(slo => holdsIn(environment, placeOf(slo)));
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
