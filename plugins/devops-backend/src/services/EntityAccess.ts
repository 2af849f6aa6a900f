import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { FleetStore } from '../database/FleetStore';
import type { MirroredEntity } from '../database/operations/fleet/readEntity';
import { fromCatalogConditions, UnknownRule } from './access/entityCriteria';
import { meetsCriteria } from './access/meetsCriteria';
import type { PolicyDecisions } from './access/PolicyDecisions';
import { markMirrored } from './catalog/mirrored';

/** Who asks. */
export type Caller = { credentials: BackstageCredentials };

/**
 * Reads an entity on behalf of a caller and asks what the caller may do with
 * it. The permissions are those of the catalog entity, so that a policy decides
 * with the catalog's own rules.
 *
 * The entity comes from the store's mirror of the catalog and the policy's
 * conditions are applied to it here: a page view would otherwise cost a chain
 * of requests between plugins. What the mirror does not know (an entity that
 * was registered a moment ago, a rule of the portal's own) goes the long way.
 *
 * The token of a machine may be good for this plugin alone. The catalog would
 * refuse it, so the plugin reads in its own name and asks the policy about the
 * machine.
 */
export class EntityAccess {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #fleet: FleetStore;
  readonly #permissions: PermissionsService;
  readonly #decisions: PolicyDecisions;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    fleet: FleetStore;
    permissions: PermissionsService;
    decisions: PolicyDecisions;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#fleet = options.fleet;
    this.#permissions = options.permissions;
    this.#decisions = options.decisions;
  }

  /**
   * The entity, when the caller may see it and has the permission. Throws
   * `NotFoundError` otherwise, with the same words for both cases: who may not
   * read does not learn that there is something.
   */
  async read(
    ref: CompoundEntityRef,
    permission: ResourcePermission,
    caller: Caller,
  ): Promise<Entity> {
    const entity =
      (await this.#readMirrored(ref, permission, caller)) ??
      (await this.#readFromCatalog(ref, permission, caller));
    if (entity) {
      return entity;
    }
    throw new NotFoundError(
      `No entity '${stringifyEntityRef(ref)}' found, or you have no permission to see it`,
    );
  }

  /** Whether the caller has the permission for the entity. */
  async allows(
    entity: Entity,
    permission: ResourcePermission,
    caller: Caller,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: stringifyEntityRef(entity) }],
      caller,
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  async #readMirrored(
    ref: CompoundEntityRef,
    permission: ResourcePermission,
    caller: Caller,
  ): Promise<Entity | undefined> {
    const stored = await this.#fleet.readEntity(stringifyEntityRef(ref));
    if (!stored) {
      return undefined;
    }
    const entity = toEntity(stored);
    const permissions = [catalogEntityReadPermission, permission];
    const decisions = await this.#decisions.of(permissions, caller);
    return decisions.every(decision => meets(entity, decision))
      ? entity
      : undefined;
  }

  async #readFromCatalog(
    ref: CompoundEntityRef,
    permission: ResourcePermission,
    caller: Caller,
  ): Promise<Entity | undefined> {
    const isMachine = this.#auth.isPrincipal(caller.credentials, 'service');
    const entity = await this.#catalog.getEntityByRef(
      ref,
      isMachine
        ? { credentials: await this.#auth.getOwnServiceCredentials() }
        : caller,
    );
    if (!entity) {
      return undefined;
    }
    const needed = isMachine
      ? [catalogEntityReadPermission, permission]
      : [permission];
    for (const each of needed) {
      if (!(await this.allows(entity, each, caller))) {
        return undefined;
      }
    }
    return entity;
  }
}

/** False also for rules that cannot be asked here. */
function meets(entity: Entity, decision: PolicyDecision): boolean {
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return decision.result === AuthorizeResult.ALLOW;
  }
  try {
    return meetsCriteria(entity, fromCatalogConditions(decision.conditions));
  } catch (error) {
    if (error instanceof UnknownRule) {
      return false;
    }
    throw error;
  }
}

/** The entity as far as it is mirrored. */
function toEntity(stored: MirroredEntity): Entity {
  return markMirrored({
    apiVersion: 'backstage.io/v1alpha1',
    kind: stored.kind,
    metadata: {
      uid: stored.uid,
      namespace: stored.namespace,
      name: stored.name,
      ...(stored.title === null ? {} : { title: stored.title }),
      annotations: Object.fromEntries(
        stored.annotations.map(({ name, value }) => [name, value]),
      ),
    },
    spec: {
      ...(stored.type === null ? {} : { type: stored.type }),
      ...(stored.lifecycle === null ? {} : { lifecycle: stored.lifecycle }),
    },
    relations:
      stored.owner_ref === null
        ? []
        : [{ type: RELATION_OWNED_BY, targetRef: stored.owner_ref }],
  });
}
