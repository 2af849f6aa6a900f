import { createHmac } from 'crypto';
import { providerConformance } from '@backstage-devops/plugin-devops-node/testUtils';
import { HttpResponse } from 'msw';
import { createTestSource } from './__testUtils__/createTestSource';
import { compareHandlers, ranges } from './__testUtils__/compareHandlers';
import {
  controlHandlers,
  githubHandlers,
  githubKeys,
  logHandler,
} from './__testUtils__/githubHandlers';
import { HOST, RUN_ID, SCOPE, TOKEN } from './__testUtils__/githubSamples';
import { outcome, story, unrelated } from './__testUtils__/story';

const secrets = {
  current: 'hook-secret-2026',
  previous: 'hook-secret-2025',
  wrong: 'hook-secret-202',
};
const runKey = `run:${RUN_ID}`;
const job = { scope: SCOPE, key: 'job:503', runKey };

providerConformance({
  createSource: () =>
    createTestSource({ secret: [secrets.current, secrets.previous] }),
  secrets: [TOKEN, secrets.current, secrets.previous],
  binding: {
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'ledger-api',
        annotations: { 'github.com/project-slug': 'Octo-Org/Ledger-API' },
      },
    },
    scopes: [SCOPE],
  },
  api: {
    url: `https://${HOST}/*`,
    scope: SCOPE,
    runKey,
    unknownRunKey: 'run:404404',
    remedy:
      /GitHub \(github\.example\.com\).*integrations\.github|asks to wait/,
    handlers: githubHandlers,
    keys: githubKeys,
  },
  changes: { ...ranges, handlers: compareHandlers },
  logs: { job, handler: logHandler },
  control: {
    job,
    run: { scope: SCOPE, key: runKey },
    unsupported: ['cancel'],
    accepts: () =>
      controlHandlers(() => HttpResponse.json({}, { status: 201 })),
    refusesState: () =>
      controlHandlers(() =>
        HttpResponse.json(
          { message: 'This workflow run is already running' },
          { status: 403 },
        ),
      ),
  },
  webhooks: {
    deliveries: story,
    outcome,
    unrelated,
    signed: 'body',
    sign: ({ event, rawBody }, { secret, deliveryId }) => ({
      'x-github-event': event,
      'x-github-delivery': deliveryId,
      ...(secret !== 'none' && {
        'x-hub-signature-256': `sha256=${createHmac('sha256', secrets[secret])
          .update(rawBody)
          .digest('hex')}`,
      }),
    }),
  },
});
