import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { AuthorizedGateService } from '../gate/AuthorizedGateService';
import { audited } from './audited';
import type { Routes } from './createRouter';
import { parseNamedEntity } from './entityRef';

/** Whether deployments may go on, and who decided otherwise. */
export function gateRoutes(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  gate: AuthorizedGateService;
}): Routes {
  const { httpAuth, auditor, gate } = options;
  return router => {
    router.get('/gate', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const { entity, environment } = request.query;
      const answer = await gate.decide(parseNamedEntity(entity), environment, {
        credentials,
      });
      // Express derives the ETag from the body and answers 304 to it.
      response.set('Cache-Control', 'private, no-cache').json(answer);
    });

    router.get('/gate/environments', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const answer = await gate.decideAll(
        parseNamedEntity(request.query.entity),
        { credentials },
      );
      response.set('Cache-Control', 'private, no-cache').json(answer);
    });

    router.get('/gate/overrides', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const { entity, ...query } = request.query;
      response.json(
        await gate.listOverrides(parseNamedEntity(entity), query, {
          credentials,
        }),
      );
    });

    router.post('/gate/overrides', async (request, response) => {
      const { entity, ...wanted } = request.body;
      const ref = parseNamedEntity(entity);
      response.status(201).json(
        await audited(
          auditor,
          request,
          {
            eventId: 'gate-override',
            severityLevel: 'high',
            meta: { entityRef: stringifyEntityRef(ref), ...wanted },
          },
          async () =>
            gate.override(ref, wanted, {
              credentials: await httpAuth.credentials(request, {
                allow: ['user'],
              }),
            }),
        ),
      );
    });

    router.delete('/gate/overrides/:overrideId', async (request, response) => {
      const { overrideId } = request.params;
      await audited(
        auditor,
        request,
        {
          eventId: 'gate-override-end',
          severityLevel: 'medium',
          meta: { overrideId },
        },
        async () =>
          gate.endOverride(overrideId, {
            credentials: await httpAuth.credentials(request, {
              allow: ['user'],
            }),
          }),
      );
      response.status(204).end();
    });
  };
}
