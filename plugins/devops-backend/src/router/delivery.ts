import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import type { Routes } from './createRouter';
import { entityRefOf } from './entityRef';

/** The content of the Delivery card. */
export function deliveryRoutes(options: {
  httpAuth: HttpAuthService;
  delivery: AuthorizedDeliveryService;
}): Routes {
  const { httpAuth, delivery } = options;
  return router => {
    router.get(
      '/entities/:kind/:namespace/:name/delivery',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        const summary = await delivery.getDelivery(entityRefOf(request), {
          credentials,
        });
        // Express derives the ETag from the body and answers 304 to it.
        response.set('Cache-Control', 'private, no-cache').json(summary);
      },
    );
  };
}
