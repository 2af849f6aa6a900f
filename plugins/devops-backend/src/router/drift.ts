import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { devopsDeliveryReadPermission } from '@backstage-devops/plugin-devops-common';
import type { DriftService } from '../drift/DriftService';
import type { ReadableEntities } from '../services/access/ReadableEntities';
import type { EntityAccess } from '../services/EntityAccess';
import type { Routes } from './createRouter';

/** How generated pipelines differ from what their generator would write. */
export function driftRoutes(options: {
  access: EntityAccess;
  httpAuth: HttpAuthService;
  readable: ReadableEntities;
  drift: DriftService;
}): Routes {
  const { access, httpAuth, readable, drift } = options;
  return router => {
    router.get('/drift', async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const page = await drift.list(
        request.query,
        await readable.ofPipelines({ credentials }),
      );
      // Express derives the ETag from the body and answers 304 to it.
      response.set('Cache-Control', 'private, no-cache').json(page);
    });

    router.get(
      '/entities/:kind/:namespace/:name/drift',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        const entity = await access.read(
          request.params,
          devopsDeliveryReadPermission,
          { credentials },
        );
        const { uid, name, title } = entity.metadata;
        const pipeline = await drift.find({
          uid: uid ?? '',
          ref: stringifyEntityRef(entity),
          name: title ?? name,
        });
        response
          .set('Cache-Control', 'private, no-cache')
          .json(pipeline ? { pipeline } : {});
      },
    );
  };
}
