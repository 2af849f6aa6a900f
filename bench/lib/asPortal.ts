/** What stands between a page and the devops backend in a portal: users, their tokens, and a policy. */
import type { Backend } from '@backstage/backend-app-api';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { RESOURCE_TYPE_DEVOPS_ENVIRONMENT } from '@backstage-devops/plugin-devops-common';
import {
  createDevopsEnvironmentConditionalDecision,
  devopsEnvironmentConditions,
} from '@backstage-devops/plugin-devops-node';
import { Router } from 'express';

/** Everybody sees what the own teams own, in the catalog and in the store. */
async function ownersOnly(
  { permission }: PolicyQuery,
  user?: PolicyQueryUser,
): Promise<PolicyDecision> {
  const claims = user?.info.ownershipEntityRefs ?? [];
  if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims }),
    );
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_DEVOPS_ENVIRONMENT)) {
    return createDevopsEnvironmentConditionalDecision(
      permission,
      devopsEnvironmentConditions.isEntityOwner({ claims }),
    );
  }
  return { result: AuthorizeResult.ALLOW };
}

const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'owners-only',
  register(reg) {
    reg.registerInit({
      deps: { extension: policyExtensionPoint },
      async init({ extension }) {
        extension.setPolicy({ handle: ownersOnly });
      },
    });
  },
});

/** The least that a plugin of this backend can answer to somebody signed in. */
const empty = createBackendPlugin({
  pluginId: 'empty',
  register(reg) {
    reg.registerInit({
      deps: {
        router: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
      },
      async init({ router, httpAuth }) {
        const routes = Router();
        routes.get('/nothing', async (request, response) => {
          await httpAuth.credentials(request, { allow: ['user'] });
          response.json({});
        });
        router.use(routes);
      },
    });
  },
});

export function addPortal(backend: Pick<Backend, 'add'>): void {
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(policy);
  backend.add(empty);
}
