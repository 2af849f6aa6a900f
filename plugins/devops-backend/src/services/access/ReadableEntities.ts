import type { PermissionsService } from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  devopsDeliveryReadPermission,
  devopsEnvironmentReadPermission,
  devopsSloReadPermission,
} from '@backstage-devops/plugin-devops-common';
import type { FleetStore } from '../../database/FleetStore';
import type { Caller } from '../EntityAccess';
import type { PolicyDecisions } from './PolicyDecisions';
import { ShortMemory } from '../ShortMemory';
import {
  EVERYTHING,
  fromCatalogConditions,
  fromEnvironmentConditions,
  NOTHING,
  UnknownRule,
  type EntityCriteria,
} from './entityCriteria';

/** How many entities are asked about in one request. */
const BATCH = 200;
/** How long an answer that had to be asked entity by entity holds. */
const REMEMBER_MS = 60_000;

type Translate = (decision: ConditionalPolicyDecision) => EntityCriteria;

const byCatalogRules: Translate = ({ conditions }) =>
  fromCatalogConditions(conditions);
const byRulesOfProduction: Translate = ({ conditions }) =>
  fromEnvironmentConditions(conditions, 'production');

/**
 * Which entities a caller may see in lists over many of them, as criteria for
 * a query.
 *
 * Conditions become part of the query. A rule that only the catalog can answer
 * is asked for each entity instead, and the answer is remembered for a minute.
 */
export class ReadableEntities {
  readonly #fleet: FleetStore;
  readonly #permissions: PermissionsService;
  readonly #decisions: PolicyDecisions;
  readonly #remembered: ShortMemory<string[]>;

  constructor(options: {
    fleet: FleetStore;
    permissions: PermissionsService;
    decisions: PolicyDecisions;
    now: () => number;
  }) {
    this.#fleet = options.fleet;
    this.#permissions = options.permissions;
    this.#decisions = options.decisions;
    this.#remembered = new ShortMemory({
      forMs: REMEMBER_MS,
      now: options.now,
    });
  }

  /**
   * Those that the caller may see in the catalog, whose delivery and whose
   * production the caller may read.
   */
  of(caller: Caller): Promise<EntityCriteria> {
    return this.#all(
      [
        [catalogEntityReadPermission, byCatalogRules],
        [devopsDeliveryReadPermission, byCatalogRules],
        [devopsEnvironmentReadPermission, byRulesOfProduction],
      ],
      caller,
    );
  }

  /** Those that the caller may see in the catalog and whose objectives. */
  ofSlos(caller: Caller): Promise<EntityCriteria> {
    return this.#all(
      [
        [catalogEntityReadPermission, byCatalogRules],
        [devopsSloReadPermission, byCatalogRules],
      ],
      caller,
    );
  }

  /** Those that the caller may see in the catalog and whose delivery. */
  ofPipelines(caller: Caller): Promise<EntityCriteria> {
    return this.#all(
      [
        [catalogEntityReadPermission, byCatalogRules],
        [devopsDeliveryReadPermission, byCatalogRules],
      ],
      caller,
    );
  }

  async #all(
    needed: Array<[ResourcePermission, Translate]>,
    caller: Caller,
  ): Promise<EntityCriteria> {
    const decisions = await this.#decisions.of(
      needed.map(([permission]) => permission),
      caller,
    );
    const each = await Promise.all(
      needed.map(([permission, translate], n) =>
        this.#toCriteria(decisions[n], permission, caller, translate),
      ),
    );
    const all = each.filter(criteria => criteria !== EVERYTHING);
    if (all.includes(NOTHING)) {
      return NOTHING;
    }
    return all.length === 0
      ? EVERYTHING
      : { allOf: all as [EntityCriteria, ...EntityCriteria[]] };
  }

  async #toCriteria(
    decision: PolicyDecision,
    permission: ResourcePermission,
    caller: Caller,
    translate: Translate,
  ): Promise<EntityCriteria> {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return EVERYTHING;
      case AuthorizeResult.CONDITIONAL:
        try {
          return translate(decision);
        } catch (error) {
          if (error instanceof UnknownRule) {
            return { uids: await this.#askEach(decision, permission, caller) };
          }
          throw error;
        }
      default:
        return NOTHING;
    }
  }

  #askEach(
    decision: ConditionalPolicyDecision,
    permission: ResourcePermission,
    caller: Caller,
  ): Promise<string[]> {
    // The decision holds everything about the caller that its outcome depends on.
    const key = JSON.stringify([permission.name, decision.conditions]);
    return this.#remembered.get(key, () => this.#ask(permission, caller));
  }

  async #ask(
    permission: ResourcePermission,
    caller: Caller,
  ): Promise<string[]> {
    const entities = await this.#fleet.listEntityRefs();
    const allowed: string[] = [];
    for (let start = 0; start < entities.length; start += BATCH) {
      const batch = entities.slice(start, start + BATCH);
      const decisions = await this.#permissions.authorize(
        batch.map(({ ref }) => ({ permission, resourceRef: ref })),
        caller,
      );
      batch.forEach(({ uid }, index) => {
        if (decisions[index].result === AuthorizeResult.ALLOW) {
          allowed.push(uid);
        }
      });
    }
    return allowed;
  }
}
