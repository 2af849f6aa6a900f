/**
 * The cards and tabs for portals that have not migrated to the new frontend
 * system. They are the same components as those of the default export.
 *
 * @packageDocumentation
 */

import {
  DevopsClient,
  DevopsOperatorClient,
} from '@backstage-devops/plugin-devops-common';
import type { Entity } from '@backstage/catalog-model';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { devopsApiRef } from './api/devopsApiRef';
import { devopsOperatorApiRef } from './api/devopsOperatorApiRef';
import {
  deploymentsRouteRef,
  devopsRouteRef,
  metricsRouteRef,
  slosRouteRef,
} from './routes';

export { devopsApiRef } from './api/devopsApiRef';
export { devopsOperatorApiRef } from './api/devopsOperatorApiRef';
export { devopsTranslationRef } from './translation';

/**
 * Delivery and SLO cards and tabs for entity pages.
 *
 * @public
 */
export const devopsPlugin = createPlugin({
  id: 'devops',
  routes: {
    root: devopsRouteRef,
    deployments: deploymentsRouteRef,
    metrics: metricsRouteRef,
    slos: slosRouteRef,
  },
  apis: [
    createApiFactory({
      api: devopsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new DevopsClient(deps),
    }),
    createApiFactory({
      api: devopsOperatorApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new DevopsOperatorClient(deps),
    }),
  ],
});

/**
 * Card: is the component delivered?
 *
 * @public
 */
export const EntityDeliveryCard = devopsPlugin.provide(
  createComponentExtension({
    name: 'EntityDeliveryCard',
    component: {
      lazy: () => import('./entityCards/delivery').then(m => m.DeliveryCard),
    },
  }),
);

/**
 * Card: are the objectives of the component met?
 *
 * @public
 */
export const EntitySlosCard = devopsPlugin.provide(
  createComponentExtension({
    name: 'EntitySlosCard',
    component: {
      lazy: () => import('./entityCards/slos').then(m => m.SlosCard),
    },
  }),
);

/**
 * Tab: environments, runs and deployments.
 *
 * @public
 */
export const EntityDeploymentsContent = devopsPlugin.provide(
  createRoutableExtension({
    name: 'EntityDeploymentsContent',
    mountPoint: deploymentsRouteRef,
    component: () =>
      import('./entityContents/deployments').then(m => m.DeploymentsContent),
  }),
);

/**
 * Tab: the delivery metrics and the rows behind them.
 *
 * @public
 */
export const EntityMetricsContent = devopsPlugin.provide(
  createRoutableExtension({
    name: 'EntityMetricsContent',
    mountPoint: metricsRouteRef,
    component: () =>
      import('./entityContents/metrics').then(m => m.MetricsContent),
  }),
);

/**
 * Page: the fleet and operations.
 *
 * @public
 */
export const DevopsPage = devopsPlugin.provide(
  createRoutableExtension({
    name: 'DevopsPage',
    mountPoint: devopsRouteRef,
    component: () => import('./pages').then(m => m.DevopsPage),
  }),
);

/**
 * Tab: the objectives in full.
 *
 * @public
 */
export const EntitySlosContent = devopsPlugin.provide(
  createRoutableExtension({
    name: 'EntitySlosContent',
    mountPoint: slosRouteRef,
    component: () => import('./entityContents/slos').then(m => m.SlosContent),
  }),
);

/**
 * True for the entities that the cards and tabs are made for, to be used with
 * `EntitySwitch` and `EntityLayout`. One that nothing binds yet is told how.
 *
 * @public
 */
export function isDevopsAvailable(entity: Entity): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === 'component';
}
