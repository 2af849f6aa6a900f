import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { devopsSloReadPermission } from '@backstage-devops/plugin-devops-common';
import type { ReadableEntities } from '../services/access/ReadableEntities';
import type { EntityAccess } from '../services/EntityAccess';
import type { FleetSloService } from '../slo/overview/FleetSloService';
import type { SloAnswers } from '../slo/SloAnswers';
import type { Routes } from './createRouter';

/** Objectives, their status and their history. */
export function sloRoutes(options: {
  access: EntityAccess;
  httpAuth: HttpAuthService;
  readable: ReadableEntities;
  slos: SloAnswers;
  fleetSlos: FleetSloService;
}): Routes {
  const { access, httpAuth, readable, slos, fleetSlos } = options;
  return router => {
    router.get('/slos', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const page = await fleetSlos.list(
        request.query,
        await readable.ofSlos({ credentials }),
      );
      // Express derives the ETag from the body and answers 304 to it.
      response.set('Cache-Control', 'private, no-cache').json(page);
    });

    router.get('/slos/groups', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const page = await fleetSlos.groups(
        request.query,
        await readable.ofSlos({ credentials }),
      );
      response.set('Cache-Control', 'private, no-cache').json(page);
    });

    router.get('/entities/:kind/:namespace/:name/slos', async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const entity = await access.read(req.params, devopsSloReadPermission, {
        credentials,
      });
      res.json(await slos.list(entity));
    });

    router.get(
      '/entities/:kind/:namespace/:name/slos/:sloId/history',
      async (req, res) => {
        const credentials = await httpAuth.credentials(req);
        const entity = await access.read(req.params, devopsSloReadPermission, {
          credentials,
        });
        const { sloId } = req.params;
        res.json(await slos.history(entity, sloId, req.query, { credentials }));
      },
    );
  };
}
