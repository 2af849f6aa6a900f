import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/** Who asks. */
export type Caller = { credentials: BackstageCredentials };

/**
 * Reads an entity on behalf of a caller and asks what the caller may do with
 * it. The permissions are those of the catalog entity, so that a policy decides
 * with the catalog's own rules.
 */
export class EntityAccess {
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
  }) {
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
  }

  /**
   * The entity, when the caller may see it and has the permission. Throws
   * `NotFoundError` otherwise, with the same words for both cases: who may not
   * read does not learn that there is something.
   */
  async read(
    ref: CompoundEntityRef,
    permission: ResourcePermission,
    { credentials }: Caller,
  ): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(ref, { credentials });
    if (!entity || !(await this.allows(entity, permission, { credentials }))) {
      throw new NotFoundError(
        `No entity '${stringifyEntityRef(ref)}' found, or you have no permission to see it`,
      );
    }
    return entity;
  }

  /** Whether the caller has the permission for the entity. */
  async allows(
    entity: Entity,
    permission: ResourcePermission,
    { credentials }: Caller,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: stringifyEntityRef(entity) }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }
}
