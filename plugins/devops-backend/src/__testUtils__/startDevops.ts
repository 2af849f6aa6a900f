import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import request from 'supertest';
import { devopsPlugin } from '../plugin';
import { PROJECT_ANNOTATION, sourceModule, WEBHOOK_TOKEN } from './TestSource';

/** A component that is bound to `shop/cart` unless said otherwise. */
export function component(name = 'cart', project = 'shop/cart'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      etag: 'etag-1',
      annotations: { [PROJECT_ANNOTATION]: project },
    },
    spec: { type: 'service', owner: 'shop', lifecycle: 'production' },
  };
}

export const CART = '/api/devops/entities/component/default/cart';

/** The plugin in a backend of its own, on SQLite in memory. */
export async function startDevops(options: {
  sources: DeliverySource[];
  entities?: Entity[];
  config?: JsonObject;
  features?: BackendFeature[];
  /** In place of one that knows the entities. */
  catalog?: BackendFeature;
}): Promise<TestBackend> {
  return startTestBackend({
    features: [
      devopsPlugin,
      sourceModule(...options.sources),
      options.catalog ??
        catalogServiceMock.factory({
          entities: options.entities ?? [component()],
        }),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost:0',
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          ...options.config,
        },
      }),
      ...(options.features ?? []),
    ],
  });
}

/** Delivers a webhook as the provider does. */
export function deliver(
  { server }: TestBackend,
  body: string | object,
  options: { id?: string; token?: string; path?: string } = {},
) {
  return request(server)
    .post(options.path ?? '/api/devops/webhooks/test/lab')
    .set('Content-Type', 'application/json')
    .set('X-Test-Token', options.token ?? WEBHOOK_TOKEN)
    .set(options.id ? { 'X-Test-Delivery': options.id } : {})
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Repeats a question until the answer satisfies, for up to ten seconds. */
export async function eventually<T>(
  ask: () => Promise<T>,
  check: (answer: T) => void,
): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    try {
      check(answer);
      return answer;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
