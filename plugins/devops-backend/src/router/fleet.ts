import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { ReadableEntities } from '../services/access/ReadableEntities';
import type { FleetService } from '../services/fleet/FleetService';
import type { Routes } from './createRouter';

/** Many entities at once, for those that the caller may read. */
export function fleetRoutes(options: {
  httpAuth: HttpAuthService;
  readable: ReadableEntities;
  fleet: FleetService;
}): Routes {
  const { httpAuth, readable, fleet } = options;
  return router => {
    router.get('/fleet', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const page = await fleet.list(
        request.query,
        await readable.of({ credentials }),
      );
      // Express derives the ETag from the body and answers 304 to it.
      response.set('Cache-Control', 'private, no-cache').json(page);
    });

    router.get('/fleet/series', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const items = await fleet.series(
        request.query,
        await readable.of({ credentials }),
      );
      response.json({ items });
    });

    router.get('/fleet/groups', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const page = await fleet.groups(
        request.query,
        await readable.of({ credentials }),
      );
      response.set('Cache-Control', 'private, no-cache').json(page);
    });
  };
}
