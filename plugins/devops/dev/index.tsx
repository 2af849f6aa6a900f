import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { devopsApiRef } from '../src/api/devopsApiRef';
import { devopsOperatorApiRef } from '../src/api/devopsOperatorApiRef';
import devopsPlugin from '../src';
import { FakeDevopsApi } from './FakeDevopsApi';
import { FakeDevopsOperatorApi } from './FakeDevopsOperatorApi';
import { scenarios } from './scenarios';
import { deliveries, someWork, troubledSources } from './scenarios/operations';

/**
 * The pages of a component in a scenario that the URL names:
 * `/catalog/default/component/checkout?scenario=burning`. With
 * `&permission=deny` the reader may run no pipeline. The scenario is kept
 * while one clicks through the pages. `/devops/fleet` and `/devops/operations`
 * are best looked at in `full`.
 */
const query = new URLSearchParams(window.location.search);
const name = query.get('scenario') ?? sessionStorage.getItem('scenario');
const scenario = scenarios[name ?? 'healthy'] ?? scenarios.healthy;
sessionStorage.setItem('scenario', name ?? 'healthy');
const result =
  query.get('permission') === 'deny'
    ? AuthorizeResult.DENY
    : AuthorizeResult.ALLOW;

const onOperatorsPage = window.location.pathname.startsWith('/devops');
const isFull = scenario === scenarios.full;

const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'checkout',
      namespace: 'default',
      uid: 'uid-checkout',
      description: 'Takes an order from cart to payment.',
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
    relations: [],
  },
];

createDevApp({
  features: [
    catalogPlugin,
    devopsPlugin,
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: catalogApiRef,
              deps: {},
              factory: () => new InMemoryCatalogClient({ entities }),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'devops',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: devopsApiRef,
              deps: {},
              factory: () =>
                new FakeDevopsApi(
                  onOperatorsPage
                    ? { ...scenario, sources: isFull ? troubledSources : [] }
                    : scenario,
                ),
            }),
        }),
        ApiBlueprint.make({
          name: 'operator',
          params: defineParams =>
            defineParams({
              api: devopsOperatorApiRef,
              deps: {},
              factory: () =>
                new FakeDevopsOperatorApi({
                  ...scenario,
                  deliveries: isFull ? deliveries(400) : [],
                  work: isFull ? someWork : [],
                }),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        ApiBlueprint.make({
          name: 'permission',
          params: defineParams =>
            defineParams({
              api: permissionApiRef,
              deps: {},
              factory: () => ({ authorize: async () => ({ result }) }),
            }),
        }),
      ],
    }),
  ],
});
