import { ConfigReader } from '@backstage/config';
import { providerConformance } from '@backstage-devops/plugin-devops-node/testUtils';
import { ENTITY, outcome, story } from './__testUtils__/story';
import { readPushConfigs } from './config';
import { PushSource } from './PushSource';

const tokens = {
  current: 'push-token-of-2026-0001',
  previous: 'push-token-of-2025-0001',
  wrong: 'push-token-of-2026-000',
};

providerConformance({
  createSource: () =>
    new PushSource(
      readPushConfigs(
        new ConfigReader({
          devops: {
            providers: {
              push: {
                ci: {
                  tokens: [
                    { name: 'new', token: tokens.current },
                    { name: 'old', token: tokens.previous },
                  ],
                },
              },
            },
          },
        }),
      )[0],
    ),
  secrets: [tokens.current, tokens.previous],
  binding: {
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'Cart',
        annotations: {
          'backstage-devops.io/former-refs': 'component:shop/cart, basket',
        },
      },
    },
    scopes: [ENTITY, 'component:shop/cart', 'component:default/basket'],
    unannotated: [ENTITY],
  },
  webhooks: {
    deliveries: story,
    outcome,
    unrelated: { event: 'events', body: [] },
    signed: false,
    sign: (_, { secret, deliveryId }) => ({
      'content-type': 'application/json',
      'idempotency-key': deliveryId,
      ...(secret !== 'none' && { authorization: `Bearer ${tokens[secret]}` }),
    }),
  },
});
