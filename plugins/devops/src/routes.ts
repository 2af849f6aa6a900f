import { createRouteRef } from '@backstage/core-plugin-api';

/**
 * The Deployments tab of an entity page.
 *
 * @public
 */
export const deploymentsRouteRef = createRouteRef({ id: 'devops:deployments' });

/**
 * The SLOs tab of an entity page.
 *
 * @public
 */
export const slosRouteRef = createRouteRef({ id: 'devops:slos' });
