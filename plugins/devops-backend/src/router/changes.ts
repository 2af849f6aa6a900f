import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { AuthorizedChangesService } from '../services/changes/AuthorizedChangesService';
import type { Routes } from './createRouter';
import { entityRefOf } from './entityRef';

/** What would ship, and what broke. */
export function changeRoutes(options: {
  httpAuth: HttpAuthService;
  changes: AuthorizedChangesService;
}): Routes {
  const { httpAuth, changes } = options;
  return router => {
    router.get(
      '/entities/:kind/:namespace/:name/changes',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        response.json(
          await changes.getPendingChanges(entityRefOf(request), request.query, {
            credentials,
          }),
        );
      },
    );

    router.get(
      '/entities/:kind/:namespace/:name/incidents',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        response.json(
          await changes.listIncidents(entityRefOf(request), request.query, {
            credentials,
          }),
        );
      },
    );
  };
}
