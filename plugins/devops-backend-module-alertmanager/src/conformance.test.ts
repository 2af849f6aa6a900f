import { ConfigReader } from '@backstage/config';
import { providerConformance } from '@backstage-devops/plugin-devops-node/testUtils';
import { burn, resolvedBurn, START, webhook } from './__testUtils__/hooks';
import { AlertmanagerSource } from './AlertmanagerSource';
import { readAlertmanagerInstances } from './config';

const tokens = {
  current: 'alert-token-of-2026-0001',
  previous: 'alert-token-of-2025-0001',
  wrong: 'alert-token-of-2026-000',
};
const startMs = Date.parse(START);

providerConformance({
  createSource: () =>
    new AlertmanagerSource({
      instance: readAlertmanagerInstances(
        new ConfigReader({
          devops: {
            alertmanager: {
              instances: [
                {
                  id: 'main',
                  tokens: [
                    { name: 'new', token: tokens.current },
                    { name: 'old', token: tokens.previous },
                  ],
                },
              ],
            },
          },
        }),
      )[0],
    }),
  secrets: [tokens.current, tokens.previous],
  binding: {
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'shop',
        annotations: { 'backstage-devops.io/slo-service': 'cart, till' },
      },
    },
    scopes: ['cart', 'till', 'component:default/shop'],
    unannotated: ['shop', 'component:default/shop'],
  },
  webhooks: {
    deliveries: [
      { event: 'alerts', body: webhook(burn) },
      {
        event: 'alerts',
        body: webhook(burn, {
          ...burn,
          labels: { ...burn.labels, sloth_severity: 'ticket' },
          fingerprint: 'aaaa0cde7a2b3c4d',
        }),
      },
      { event: 'alerts', body: webhook(resolvedBurn) },
      {
        event: 'alerts',
        body: webhook({ ...burn, startsAt: '2026-11-02T12:00:00Z' }),
      },
    ],
    outcome: {
      [`alert:f1d5a0cde7a2b3c4|${startMs}`]: 'resolved',
      [`alert:aaaa0cde7a2b3c4d|${startMs}`]: 'firing',
      [`alert:f1d5a0cde7a2b3c4|${Date.parse('2026-11-02T12:00:00Z')}`]:
        'firing',
    },
    unrelated: { event: 'alerts', body: webhook() },
    signed: false,
    sign: (_, { secret }) => ({
      'content-type': 'application/json',
      ...(secret === 'none'
        ? {}
        : { authorization: `Bearer ${tokens[secret]}` }),
    }),
  },
});
