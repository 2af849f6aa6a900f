import type { EnvironmentTier } from '@backstage-devops/plugin-devops-common';
import { RESOURCE_TYPE_DEVOPS_ENVIRONMENT } from '@backstage-devops/plugin-devops-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';

/**
 * One environment of an entity, as far as permission rules look at it.
 *
 * @public
 */
export type EnvironmentResource = {
  /** Refs of the owners of the entity. */
  owners: string[];
  /** Annotations of the entity. */
  annotations: Record<string, string>;
  environment: string;
  tier: EnvironmentTier;
};

/**
 * What a rule asks of the store when many environments are looked for at once.
 *
 * @public
 */
export type EnvironmentFilter =
  | { owners: string[] }
  | { annotation: string; value?: string }
  | { tiers: EnvironmentTier[] };

/**
 * The resource of `devops.environment.read` and `devops.environment.deploy`.
 *
 * @public
 */
export const environmentPermissionResourceRef = createPermissionResourceRef<
  EnvironmentResource,
  EnvironmentFilter
>().with({
  pluginId: 'devops',
  resourceType: RESOURCE_TYPE_DEVOPS_ENVIRONMENT,
});
