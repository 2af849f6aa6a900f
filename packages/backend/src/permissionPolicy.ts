import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  devopsGateOverridePermission,
  devopsPipelineRunPermission,
} from '@backstage-devops/plugin-devops-common';

const OF_OWNERS = [devopsPipelineRunPermission, devopsGateOverridePermission];

/**
 * Everybody may look at everything; only the owners of a component may run its
 * pipelines, and so deploy it, and let it be deployed against its error budget.
 */
class OwnersDeploy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const owned = OF_OWNERS.find(permission =>
      isPermission(request.permission, permission),
    );
    if (owned) {
      return createCatalogConditionalDecision(
        owned,
        catalogConditions.isEntityOwner({
          claims: user?.info.ownershipEntityRefs ?? [],
        }),
      );
    }
    return { result: AuthorizeResult.ALLOW };
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'owners-deploy',
  register(reg) {
    reg.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new OwnersDeploy());
      },
    });
  },
});
