import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To see runs, jobs, traces, deployments and environments of an entity, and how
 * its pipeline differs from its template.
 *
 * Its resource is the catalog entity, so a policy decides with the catalog's
 * own rules, for instance `catalogConditions.isEntityOwner`. Without it the
 * entity's delivery appears not to exist.
 *
 * @public
 */
export const devopsDeliveryReadPermission = createPermission({
  name: 'devops.delivery.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * To see the service level objectives of an entity. Its resource is the
 * catalog entity.
 *
 * @public
 */
export const devopsSloReadPermission = createPermission({
  name: 'devops.slo.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * To play manual jobs, retry and cancel the pipelines of an entity. Whoever
 * has it can deploy where a pipeline deploys by a manual job. Its resource is
 * the catalog entity.
 *
 * @public
 */
export const devopsPipelineRunPermission = createPermission({
  name: 'devops.pipeline.run',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * To let deployments of an entity pass that its error budget holds back, and
 * to end that. Its resource is the catalog entity.
 *
 * @public
 */
export const devopsGateOverridePermission = createPermission({
  name: 'devops.gate.override',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Resource type of one environment of an entity. A policy decides with the
 * conditions of devops-node, for instance by the tier of the environment.
 *
 * @public
 */
export const RESOURCE_TYPE_DEVOPS_ENVIRONMENT = 'devops-environment';

/**
 * Names an environment of an entity for a permission request.
 *
 * @public
 */
export function environmentResourceRef(
  entityRef: string,
  environment: string,
): string {
  return `${entityRef}#${environment}`;
}

/**
 * Takes apart what {@link environmentResourceRef} made.
 *
 * @public
 */
export function parseEnvironmentResourceRef(ref: string): {
  entityRef: string;
  environment: string;
} {
  // Names of environments may contain the separator, refs of entities may not.
  const end = ref.indexOf('#');
  return end < 0
    ? { entityRef: ref, environment: '' }
    : { entityRef: ref.slice(0, end), environment: ref.slice(end + 1) };
}

/**
 * To see an environment of an entity, what runs there and what was deployed to
 * it. It is asked beside `devops.delivery.read`.
 *
 * @public
 */
export const devopsEnvironmentReadPermission = createPermission({
  name: 'devops.environment.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_DEVOPS_ENVIRONMENT,
});

/**
 * To play a job that deploys to an environment. It is asked beside
 * `devops.pipeline.run`, so that a policy can keep production for some.
 *
 * @public
 */
export const devopsEnvironmentDeployPermission = createPermission({
  name: 'devops.environment.deploy',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DEVOPS_ENVIRONMENT,
});

/**
 * To see the configured sources, their health and their errors.
 *
 * @public
 */
export const devopsSourceReadPermission = createPermission({
  name: 'devops.source.read',
  attributes: { action: 'read' },
});

/**
 * To see which webhooks came and what became of them, and the questions to
 * providers that wait.
 *
 * @public
 */
export const devopsInboxReadPermission = createPermission({
  name: 'devops.inbox.read',
  attributes: { action: 'read' },
});

/**
 * To see the bodies of webhooks, which have names and mail addresses of
 * people. It is asked beside `devops.inbox.read`, and each look is an event of
 * the audit log.
 *
 * @public
 */
export const devopsPayloadReadPermission = createPermission({
  name: 'devops.payload.read',
  attributes: { action: 'read' },
});

/**
 * To apply webhooks again, to discard those that were set aside, and to have
 * questions to providers asked again.
 *
 * @public
 */
export const devopsInboxReplayPermission = createPermission({
  name: 'devops.inbox.replay',
  attributes: { action: 'update' },
});

/**
 * All permissions of the devops plugin.
 *
 * @public
 */
export const devopsPermissions = [
  devopsDeliveryReadPermission,
  devopsSloReadPermission,
  devopsPipelineRunPermission,
  devopsGateOverridePermission,
  devopsEnvironmentReadPermission,
  devopsEnvironmentDeployPermission,
  devopsSourceReadPermission,
  devopsInboxReadPermission,
  devopsPayloadReadPermission,
  devopsInboxReplayPermission,
];
