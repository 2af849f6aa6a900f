import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { AuthorizedAlertsService } from '../services/alerts/AuthorizedAlertsService';
import type { Routes } from './createRouter';
import { entityRefOf } from './entityRef';

/** Alerts of the services of an entity. */
export function alertRoutes(options: {
  httpAuth: HttpAuthService;
  alerts: AuthorizedAlertsService;
}): Routes {
  const { httpAuth, alerts } = options;
  return router => {
    router.get(
      '/entities/:kind/:namespace/:name/alerts',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        response.json(
          await alerts.list(entityRefOf(request), request.query, {
            credentials,
          }),
        );
      },
    );
  };
}
