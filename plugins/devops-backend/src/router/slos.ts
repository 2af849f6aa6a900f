import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { devopsSloReadPermission } from '@backstage-devops/plugin-devops-common';
import type { EntityAccess } from '../services/EntityAccess';
import type { SloAnswers } from '../slo/SloAnswers';
import type { Routes } from './createRouter';

/** Objectives, their status and their history. */
export function sloRoutes(options: {
  access: EntityAccess;
  httpAuth: HttpAuthService;
  slos: SloAnswers;
}): Routes {
  const { access, httpAuth, slos } = options;
  return router => {
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
