import { createRouteRef } from '@backstage/core-plugin-api';

/**
 * The Deployments tab of an entity page.
 *
 * @public
 */
export const deploymentsRouteRef = createRouteRef({ id: 'devops:deployments' });

/**
 * The Metrics tab of an entity page.
 *
 * @public
 */
export const metricsRouteRef = createRouteRef({ id: 'devops:metrics' });

/**
 * The page of the fleet and of operations.
 *
 * @public
 */
export const devopsRouteRef = createRouteRef({ id: 'devops' });

/**
 * The SLOs tab of an entity page.
 *
 * @public
 */
export const slosRouteRef = createRouteRef({ id: 'devops:slos' });
