import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import type { Routes } from './createRouter';
import { entityRefOf } from './entityRef';

/** The environment matrix of an entity. */
export function environmentRoutes(options: {
  httpAuth: HttpAuthService;
  delivery: AuthorizedDeliveryService;
}): Routes {
  const { httpAuth, delivery } = options;
  return router => {
    router.get(
      '/entities/:kind/:namespace/:name/environments',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        response.json(
          await delivery.listEnvironments(entityRefOf(request), {
            credentials,
          }),
        );
      },
    );
  };
}
