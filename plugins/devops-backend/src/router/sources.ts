import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { devopsSourceReadPermission } from '@backstage-devops/plugin-devops-common';
import type { FreshnessService } from '../services/FreshnessService';
import type { Routes } from './createRouter';

/** The configured sources and their health. */
export function sourceRoutes(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  freshness: FreshnessService;
}): Routes {
  const { httpAuth, permissions, freshness } = options;
  return router => {
    router.get('/sources', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const [decision] = await permissions.authorize(
        [{ permission: devopsSourceReadPermission }],
        { credentials },
      );
      if (decision.result !== AuthorizeResult.ALLOW) {
        throw new NotAllowedError(
          `It needs the permission ${devopsSourceReadPermission.name} to see the sources`,
        );
      }
      response.json({ items: await freshness.listSources() });
    });
  };
}
