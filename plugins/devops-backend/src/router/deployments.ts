import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import type { Routes } from './createRouter';
import { entityRefOf } from './entityRef';

/** Deployments of an entity. */
export function deploymentRoutes(options: {
  httpAuth: HttpAuthService;
  delivery: AuthorizedDeliveryService;
}): Routes {
  const { httpAuth, delivery } = options;
  return router => {
    router.get(
      '/entities/:kind/:namespace/:name/deployments',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        response.json(
          await delivery.listDeployments(entityRefOf(request), request.query, {
            credentials,
          }),
        );
      },
    );
  };
}
