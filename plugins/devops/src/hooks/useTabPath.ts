import { useRouteRef, type RouteRef } from '@backstage/core-plugin-api';

/**
 * Path of one of our tabs on the page of the entity, or undefined where the
 * portal does not show that tab: a card must not fail for want of a link.
 *
 * `useRouteRef` runs the same hooks in the same order before it throws, so that
 * catching its error keeps the order of hooks.
 */
export function useTabPath(routeRef: RouteRef): string | undefined {
  try {
    return useRouteRef(routeRef)();
  } catch {
    return undefined;
  }
}
