import type { RunStatus } from '@backstage-devops/plugin-devops-common';
import { ConfigReader } from '@backstage/config';
import { providerConformance } from '@backstage-devops/plugin-devops-node/testUtils';
import { cloudEvent, outcome, story } from './__testUtils__/story';
import { CdeventsSource } from './CdeventsSource';
import { readCdeventsConfigs } from './config';

const tokens = {
  current: 'cdevents-token-of-2026',
  previous: 'cdevents-token-of-2025',
  wrong: 'cdevents-token-of-202',
};

providerConformance({
  createSource: () =>
    new CdeventsSource(
      readCdeventsConfigs(
        new ConfigReader({
          devops: {
            providers: {
              cdevents: {
                main: {
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
        name: 'cart',
        annotations: {
          'backstage-devops.io/cdevents-source':
            '/clusters/one, https://ci.example.com/shop',
        },
      },
    },
    scopes: [
      '/clusters/one',
      'https://ci.example.com/shop',
      'component:default/cart',
    ],
    unannotated: ['component:default/cart'],
  },
  webhooks: {
    deliveries: story,
    outcome: outcome as Record<string, RunStatus>,
    unrelated: cloudEvent('testcaserun.finished', {
      id: 'e99',
      minute: 0,
      subject: { id: 'case-1', content: { outcome: 'success' } },
    }),
    signed: false,
    sign: (_, { secret }) => ({
      'content-type': 'application/cloudevents+json',
      ...(secret !== 'none' && { authorization: `Bearer ${tokens[secret]}` }),
    }),
  },
});
