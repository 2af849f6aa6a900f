import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { OperatorService } from '../services/OperatorService';
import { audited } from './audited';
import type { Routes } from './createRouter';

/** Webhooks as they came, and the questions to providers that wait. */
export function operatorRoutes(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  operators: OperatorService;
}): Routes {
  const { httpAuth, auditor, operators } = options;
  return router => {
    router.get('/inbox', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      response.json(await operators.listInbox(request.query, { credentials }));
    });

    router.post('/inbox/replay', async (request, response) => {
      const selection = request.body;
      response.status(202).json(
        await audited(
          auditor,
          request,
          {
            eventId: 'inbox-replay',
            severityLevel: 'medium',
            meta: { ...selection },
          },
          async () =>
            operators.replayInbox(selection, {
              credentials: await httpAuth.credentials(request),
            }),
        ),
      );
    });

    router.get('/inbox/:deliveryId', async (request, response) => {
      const { deliveryId } = request.params;
      response.json(
        await audited(
          auditor,
          request,
          {
            eventId: 'inbox-read-body',
            severityLevel: 'low',
            meta: { deliveryId },
          },
          async () =>
            operators.getDelivery(deliveryId, {
              credentials: await httpAuth.credentials(request),
            }),
        ),
      );
    });

    router.delete('/inbox/:deliveryId', async (request, response) => {
      const { deliveryId } = request.params;
      await audited(
        auditor,
        request,
        {
          eventId: 'inbox-discard',
          severityLevel: 'medium',
          meta: { deliveryId },
        },
        async () =>
          operators.discardDelivery(deliveryId, {
            credentials: await httpAuth.credentials(request),
          }),
      );
      response.status(204).end();
    });

    router.post('/inbox/:deliveryId/replay', async (request, response) => {
      const { deliveryId } = request.params;
      await audited(
        auditor,
        request,
        {
          eventId: 'inbox-replay',
          severityLevel: 'medium',
          meta: { deliveryId },
        },
        async () =>
          operators.replayDelivery(deliveryId, {
            credentials: await httpAuth.credentials(request),
          }),
      );
      response.status(202).end();
    });

    router.get('/work', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      response.json(await operators.listWork(request.query, { credentials }));
    });

    router.post('/work/:workId/retry', async (request, response) => {
      const { workId } = request.params;
      await audited(
        auditor,
        request,
        { eventId: 'work-retry', severityLevel: 'medium', meta: { workId } },
        async () =>
          operators.retryWork(workId, {
            credentials: await httpAuth.credentials(request),
          }),
      );
      response.status(202).end();
    });
  };
}
