import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { environmentPermissionResourceRef } from './resource';

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Allow environments of entities that one of the claims owns',
  resourceRef: environmentPermissionResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Entity refs of users or groups'),
  }),
  apply: ({ owners }, { claims }) =>
    owners.some(owner => claims.includes(owner)),
  toQuery: ({ claims }) => ({ owners: claims }),
});

const hasAnnotation = createPermissionRule({
  name: 'HAS_ANNOTATION',
  description: 'Allow environments of entities with an annotation',
  resourceRef: environmentPermissionResourceRef,
  paramsSchema: z.object({
    annotation: z.string().describe('Name of the annotation'),
    value: z.string().optional().describe('Its value; any when left out'),
  }),
  apply: ({ annotations }, { annotation, value }) =>
    Object.hasOwn(annotations, annotation) &&
    (value === undefined || annotations[annotation] === value),
  toQuery: ({ annotation, value }) => ({ annotation, value }),
});

const isEnvironmentTier = createPermissionRule({
  name: 'IS_ENVIRONMENT_TIER',
  description: 'Allow environments of some tiers',
  resourceRef: environmentPermissionResourceRef,
  paramsSchema: z.object({
    tiers: z
      .array(
        z.enum(['development', 'testing', 'staging', 'production', 'other']),
      )
      .describe('Tiers of which the environment has to have one'),
  }),
  apply: ({ tier }, { tiers }) => tiers.includes(tier),
  toQuery: ({ tiers }) => ({ tiers }),
});

/**
 * The rules for environments, by the names that policies use.
 *
 * @public
 */
export const environmentPermissionRules = {
  isEntityOwner,
  hasAnnotation,
  isEnvironmentTier,
};
