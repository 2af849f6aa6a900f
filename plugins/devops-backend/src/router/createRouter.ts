import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { Router } from 'express';
import { spec } from '../schema/generated/spec';
import type { DevopsRouter, Endpoints } from './endpoints';

/** Adds the operations of one area to the router. */
export type Routes = (router: DevopsRouter) => void;

/** The validated HTTP API, from the routes of each area. */
export function createRouter(
  areas: Routes[],
  options: {
    /** Also checks the answers against the document; for tests. */
    checkAnswers?: boolean;
  } = {},
): Router {
  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<Endpoints>(
      spec as Parameters<
        typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
      >[0],
      {
        validatorOptions: {
          validateResponses: options.checkAnswers ?? false,
          // It was validated when it was generated; each start would do it again.
          validateApiSpec: false,
        },
      },
    );
  for (const addRoutes of areas) {
    addRoutes(router);
  }
  return router;
}
