import { createConditionExports } from '@backstage/plugin-permission-node';
import { environmentPermissionResourceRef } from './resource';
import { environmentPermissionRules } from './rules';

const exported = createConditionExports({
  resourceRef: environmentPermissionResourceRef,
  rules: environmentPermissionRules,
});

/**
 * Conditions on environments for permission policies.
 *
 * @public
 */
export const devopsEnvironmentConditions = exported.conditions;

/**
 * Makes the decision of a policy from conditions on environments.
 *
 * @public
 */
export const createDevopsEnvironmentConditionalDecision =
  exported.createConditionalDecision;
