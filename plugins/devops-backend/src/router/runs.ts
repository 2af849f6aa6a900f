import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import type { PipelineControlService } from '../services/PipelineControlService';
import { auditedControl } from './auditedControl';
import type { Routes } from './createRouter';
import { entityRefOf } from './entityRef';

/** Runs of an entity's pipelines. */
export function runRoutes(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  delivery: AuthorizedDeliveryService;
  control: PipelineControlService;
}): Routes {
  const { httpAuth, auditor, delivery, control } = options;
  return router => {
    router.get(
      '/entities/:kind/:namespace/:name/runs',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        response.json(
          await delivery.listRuns(entityRefOf(request), request.query, {
            credentials,
          }),
        );
      },
    );

    router.get(
      '/entities/:kind/:namespace/:name/runs/:runId',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        const { runId } = request.params;
        response.json(
          await delivery.getRun(entityRefOf(request), runId, { credentials }),
        );
      },
    );

    router.post(
      '/entities/:kind/:namespace/:name/runs/:runId/actions',
      async (request, response) => {
        const ref = entityRefOf(request);
        const { runId } = request.params;
        const { action } = request.body;
        await auditedControl(
          auditor,
          request,
          { ref, action, runId },
          async () =>
            control.controlRun(ref, runId, action, {
              credentials: await httpAuth.credentials(request),
            }),
        );
        response.status(202).end();
      },
    );
  };
}
