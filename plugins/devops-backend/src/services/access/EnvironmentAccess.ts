import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import {
  devopsEnvironmentDeployPermission,
  devopsEnvironmentReadPermission,
  environmentResourceRef,
  type EnvironmentTier,
} from '@backstage-devops/plugin-devops-common';
import {
  environmentPermissionRules,
  type EnvironmentResource,
} from '@backstage-devops/plugin-devops-node';
import type { Caller } from '../EntityAccess';
import type { PolicyDecisions } from './PolicyDecisions';

/** Says of an environment whether the caller may see it. */
export type EnvironmentTest = (environment: {
  name: string;
  tier: EnvironmentTier;
}) => boolean;

const RULES = new Map(
  Object.values(environmentPermissionRules).map(rule => [rule.name, rule]),
);

/** What a caller may do with single environments of an entity. */
export class EnvironmentAccess {
  readonly #permissions: PermissionsService;
  readonly #decisions: PolicyDecisions;

  constructor(options: {
    permissions: PermissionsService;
    decisions: PolicyDecisions;
  }) {
    this.#permissions = options.permissions;
    this.#decisions = options.decisions;
  }

  /**
   * Which environments of the entity the caller may see; undefined when it is
   * every one, so that nothing has to be filtered.
   */
  async readable(
    entity: Entity,
    caller: Caller,
  ): Promise<EnvironmentTest | undefined> {
    const [decision] = await this.#decisions.of(
      [devopsEnvironmentReadPermission],
      caller,
    );
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return undefined;
      case AuthorizeResult.CONDITIONAL: {
        const { conditions } = decision;
        return environment =>
          satisfies(conditions, toResource(entity, environment));
      }
      default:
        return () => false;
    }
  }

  /** Whether the caller may deploy to an environment of the entity. */
  async mayDeploy(
    entity: Entity,
    environment: string,
    { credentials }: Caller,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize(
      [
        {
          permission: devopsEnvironmentDeployPermission,
          resourceRef: environmentResourceRef(
            stringifyEntityRef(entity),
            environment,
          ),
        },
      ],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }
}

/** An environment of an entity as permission rules see it. */
export function toResource(
  entity: Entity,
  environment: { name: string; tier: EnvironmentTier },
): EnvironmentResource {
  return {
    owners: (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_OWNED_BY)
      .map(({ targetRef }) => targetRef),
    annotations: entity.metadata.annotations ?? {},
    environment: environment.name,
    tier: environment.tier,
  };
}

/** A rule that nobody here knows is not satisfied, nor is its opposite. */
function satisfies(
  criteria: PermissionCriteria<PermissionCondition>,
  resource: EnvironmentResource,
): boolean {
  return knownIn(criteria) && holds(criteria, resource);
}

function holds(
  criteria: PermissionCriteria<PermissionCondition>,
  resource: EnvironmentResource,
): boolean {
  if (isAndCriteria(criteria)) {
    return criteria.allOf.every(one => holds(one, resource));
  }
  if (isOrCriteria(criteria)) {
    return criteria.anyOf.some(one => holds(one, resource));
  }
  if (isNotCriteria(criteria)) {
    return !holds(criteria.not, resource);
  }
  const rule = RULES.get(criteria.rule);
  const params = (criteria.params ?? {}) as never;
  return rule?.apply(resource, params) === true;
}

function knownIn(criteria: PermissionCriteria<PermissionCondition>): boolean {
  if (isAndCriteria(criteria)) {
    return criteria.allOf.every(knownIn);
  }
  if (isOrCriteria(criteria)) {
    return criteria.anyOf.every(knownIn);
  }
  if (isNotCriteria(criteria)) {
    return knownIn(criteria.not);
  }
  return RULES.has(criteria.rule);
}
