import {
  DevopsClient,
  DevopsOperatorClient,
} from '@backstage-devops/plugin-devops-common';
import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import DevopsIcon from '@material-ui/icons/AllInclusive';
import { devopsApiRef } from './api/devopsApiRef';
import { devopsOperatorApiRef } from './api/devopsOperatorApiRef';
import {
  deploymentsRouteRef,
  devopsRouteRef,
  metricsRouteRef,
  slosRouteRef,
} from './routes';

const devopsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: devopsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new DevopsClient(deps),
    }),
});

const devopsOperatorApi = ApiBlueprint.make({
  name: 'operator',
  params: defineParams =>
    defineParams({
      api: devopsOperatorApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new DevopsOperatorClient(deps),
    }),
});

const deliveryCard = EntityCardBlueprint.make({
  name: 'delivery',
  params: {
    type: 'content',
    filter: { kind: 'component' },
    loader: () =>
      import('./entityCards/delivery').then(m => <m.DeliveryCard />),
  },
});

const slosCard = EntityCardBlueprint.make({
  name: 'slos',
  params: {
    type: 'content',
    filter: { kind: 'component' },
    loader: () => import('./entityCards/slos').then(m => <m.SlosCard />),
  },
});

const deploymentsContent = EntityContentBlueprint.make({
  name: 'deployments',
  params: {
    path: '/deployments',
    title: 'Deployments',
    group: 'deployment',
    filter: { kind: 'component' },
    routeRef: deploymentsRouteRef,
    loader: () =>
      import('./entityContents/deployments').then(m => (
        <m.DeploymentsContent />
      )),
  },
});

const slosContent = EntityContentBlueprint.make({
  name: 'slos',
  params: {
    path: '/slos',
    title: 'SLOs',
    group: 'observability',
    filter: { kind: 'component' },
    routeRef: slosRouteRef,
    loader: () => import('./entityContents/slos').then(m => <m.SlosContent />),
  },
});

// In no group: two in one become a menu, in which few would find either.
const metricsContent = EntityContentBlueprint.make({
  name: 'metrics',
  params: {
    path: '/metrics',
    title: 'Metrics',
    filter: { kind: 'component' },
    routeRef: metricsRouteRef,
    loader: () =>
      import('./entityContents/metrics').then(m => <m.MetricsContent />),
  },
});

const devopsPage = PageBlueprint.make({
  params: {
    path: '/devops',
    title: 'DevOps',
    icon: <DevopsIcon />,
    routeRef: devopsRouteRef,
  },
});

const fleetPage = SubPageBlueprint.make({
  name: 'fleet',
  params: {
    path: 'fleet',
    title: 'Fleet',
    loader: () => import('./pages/FleetSubPage').then(m => <m.FleetSubPage />),
  },
});

const fleetSlosPage = SubPageBlueprint.make({
  name: 'slos',
  params: {
    path: 'slos',
    title: 'SLOs',
    loader: () =>
      import('./pages/FleetSlosSubPage').then(m => <m.FleetSlosSubPage />),
  },
});

const pipelinesPage = SubPageBlueprint.make({
  name: 'pipelines',
  params: {
    path: 'pipelines',
    title: 'Pipelines',
    loader: () =>
      import('./pages/PipelinesSubPage').then(m => <m.PipelinesSubPage />),
  },
});

const operationsPage = SubPageBlueprint.make({
  name: 'operations',
  params: {
    path: 'operations',
    title: 'Operations',
    loader: () =>
      import('./pages/OperationsSubPage').then(m => <m.OperationsSubPage />),
  },
});

/**
 * Delivery and SLO cards and tabs for entity pages.
 *
 * @public
 */
export const devopsPlugin = createFrontendPlugin({
  pluginId: 'devops',
  title: 'DevOps',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: devopsRouteRef,
    deployments: deploymentsRouteRef,
    metrics: metricsRouteRef,
    slos: slosRouteRef,
  },
  extensions: [
    devopsApi,
    devopsOperatorApi,
    deliveryCard,
    slosCard,
    deploymentsContent,
    metricsContent,
    slosContent,
    devopsPage,
    fleetPage,
    fleetSlosPage,
    pipelinesPage,
    operationsPage,
  ],
});
