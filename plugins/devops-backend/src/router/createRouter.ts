import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { Router } from 'express';
import { spec } from '../schema/generated/spec';
import type { DevopsRouter, Endpoints } from './endpoints';

/** Adds the operations of one area to the router. */
export type Routes = (router: DevopsRouter) => void;

/** The validated HTTP API, from the routes of each area. */
export function createRouter(areas: Routes[]): Router {
  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<Endpoints>(
      spec as Parameters<
        typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
      >[0],
    );
  for (const addRoutes of areas) {
    addRoutes(router);
  }
  return router;
}
