import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { AuthorizedMetricsService } from '../services/metrics/AuthorizedMetricsService';
import type { Routes } from './createRouter';
import { entityRefOf } from './entityRef';

/** The delivery metrics of an entity, and what is behind them. */
export function metricRoutes(options: {
  httpAuth: HttpAuthService;
  entityMetrics: AuthorizedMetricsService;
}): Routes {
  const { httpAuth, entityMetrics } = options;
  return router => {
    router.get(
      '/entities/:kind/:namespace/:name/metrics',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        const metrics = await entityMetrics.getMetrics(
          entityRefOf(request),
          request.query,
          { credentials },
        );
        // Express derives the ETag from the body and answers 304 to it.
        response.set('Cache-Control', 'private, no-cache').json(metrics);
      },
    );

    router.get(
      '/entities/:kind/:namespace/:name/metrics/:metric/rows',
      async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        response.json(
          await entityMetrics.listRows(
            entityRefOf(request),
            request.params.metric,
            request.query,
            { credentials },
          ),
        );
      },
    );
  };
}
