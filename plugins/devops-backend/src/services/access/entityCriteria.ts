import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import {
  environmentPermissionRules,
  type EnvironmentFilter,
} from '@backstage-devops/plugin-devops-node';
import type { EnvironmentTier } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod';

/** What can be asked of the mirrored entities in a query. */
export type EntityCondition =
  | { owners: string[] }
  | { annotation: string; value?: string }
  | { kinds: string[] }
  | { uids: string[] }
  | { always: boolean };

/** Conditions with and, or and not. */
export type EntityCriteria = PermissionCriteria<EntityCondition>;

export const EVERYTHING: EntityCriteria = { always: true };
export const NOTHING: EntityCriteria = { always: false };

type Criteria<T> = PermissionCriteria<T>;

/** A rule that the mirror of the catalog cannot answer. */
export class UnknownRule extends Error {
  constructor(readonly rule: string) {
    super(`The rule ${rule} cannot be asked of the store`);
  }
}

/**
 * The rules of the catalog that the mirror can answer. Names and parameters
 * are part of the catalog's public API: policies are written with them.
 */
const CATALOG_RULES: Record<string, (params: unknown) => EntityCondition> = {
  IS_ENTITY_OWNER: params => ({
    owners: z.object({ claims: z.array(z.string()) }).parse(params).claims,
  }),
  HAS_ANNOTATION: params =>
    z
      .object({ annotation: z.string(), value: z.string().optional() })
      .parse(params),
  IS_ENTITY_KIND: params =>
    z.object({ kinds: z.array(z.string()) }).parse(params),
};

/**
 * Turns conditions on catalog entities into conditions on the mirror. Throws
 * `UnknownRule` when one of them cannot be asked there.
 */
export function fromCatalogConditions(
  conditions: Criteria<PermissionCondition>,
): EntityCriteria {
  return mapCriteria(conditions, ({ rule, params }) => {
    const known = Object.hasOwn(CATALOG_RULES, rule)
      ? CATALOG_RULES[rule]
      : undefined;
    if (!known) {
      throw new UnknownRule(rule);
    }
    return known(params);
  });
}

const RULES_BY_NAME = new Map(
  Object.values(environmentPermissionRules).map(rule => [rule.name, rule]),
);

const toFilters = createConditionTransformer<EnvironmentFilter>({
  getRuleByName(name) {
    const rule = RULES_BY_NAME.get(name);
    if (!rule) {
      throw new UnknownRule(name);
    }
    return rule;
  },
});

/** Turns conditions on environments into conditions on entities, for one tier. */
export function fromEnvironmentConditions(
  conditions: Criteria<PermissionCondition>,
  tier: EnvironmentTier,
): EntityCriteria {
  return mapCriteria<EnvironmentFilter>(toFilters(conditions), filter =>
    'tiers' in filter ? { always: filter.tiers.includes(tier) } : filter,
  );
}

function mapCriteria<T>(
  criteria: Criteria<T>,
  map: (condition: T) => EntityCondition,
): EntityCriteria {
  const each = (all: Criteria<T>[]) =>
    all.map(one => mapCriteria(one, map)) as [
      EntityCriteria,
      ...EntityCriteria[],
    ];
  if (isAndCriteria(criteria)) {
    return { allOf: each(criteria.allOf) };
  }
  if (isOrCriteria(criteria)) {
    return { anyOf: each(criteria.anyOf) };
  }
  if (isNotCriteria(criteria)) {
    return { not: mapCriteria(criteria.not, map) };
  }
  return map(criteria);
}
