import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import type { PipelineControlService } from '../services/PipelineControlService';
import { auditedControl } from './auditedControl';
import type { Routes } from './createRouter';
import { entityRefOf } from './entityRef';

/** Jobs of an entity's runs. */
export function jobRoutes(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  delivery: AuthorizedDeliveryService;
  control: PipelineControlService;
}): Routes {
  const { httpAuth, auditor, delivery, control } = options;
  return router => {
    router.get(
      '/entities/:kind/:namespace/:name/jobs/:jobId/trace',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        const { jobId } = request.params;
        response.json(
          await delivery.getJobTrace(entityRefOf(request), jobId, {
            credentials,
          }),
        );
      },
    );

    router.post(
      '/entities/:kind/:namespace/:name/jobs/:jobId/actions',
      async (request, response) => {
        const ref = entityRefOf(request);
        const { jobId } = request.params;
        const { action } = request.body;
        await auditedControl(
          auditor,
          request,
          { ref, action, jobId },
          async () =>
            control.controlJob(ref, jobId, action, {
              credentials: await httpAuth.credentials(request),
            }),
        );
        response.status(202).end();
      },
    );
  };
}
