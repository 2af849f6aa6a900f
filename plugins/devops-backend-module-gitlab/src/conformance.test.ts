import { createHmac } from 'crypto';
import { ConfigReader } from '@backstage/config';
import { providerConformance } from '@backstage-devops/plugin-devops-node/testUtils';
import { HttpResponse } from 'msw';
import {
  HOST,
  SCOPE,
  TOKEN,
  controlHandlers,
  gitlabHandlers,
  gitlabKeys,
  traceHandler,
} from './__testUtils__/gitlabHandlers';
import { compareHandlers, ranges } from './__testUtils__/changeHandlers';
import { outcome, story } from './__testUtils__/story';
import pushHook from './__testUtils__/pushHook.json';
import { readGitlabConfigs } from './config';
import { GitlabSource } from './GitlabSource';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'ledger-api',
    annotations: { 'gitlab.com/project-slug': SCOPE },
  },
};

function createSource(webhook: Record<string, string[]>) {
  const [source] = GitlabSource.fromConfigs(
    readGitlabConfigs(
      new ConfigReader({
        integrations: {
          gitlab: [
            { host: HOST, apiBaseUrl: `https://${HOST}/api/v4`, token: TOKEN },
          ],
        },
        devops: { providers: { gitlab: { main: { host: HOST, webhook } } } },
      }),
    ),
  );
  return source;
}

const api = {
  url: `https://${HOST}/*`,
  scope: SCOPE,
  runKey: 'pipeline:9101',
  unknownRunKey: 'pipeline:404404',
  remedy:
    /GitLab \(gitlab\.example\.com\).*integrations\.gitlab|asks to wait|limits the rate/,
  handlers: gitlabHandlers,
  keys: gitlabKeys,
};
const changes = { ...ranges, handlers: compareHandlers };
const job = { scope: SCOPE, key: 'job:503', runKey: 'pipeline:9101' };
const control = {
  job: { ...job, key: 'job:504' },
  run: { scope: SCOPE, key: 'pipeline:9101' },
  accepts: () =>
    controlHandlers({
      job: () => HttpResponse.json({ id: 504 }, { status: 201 }),
      run: () => HttpResponse.json({ id: 9101 }, { status: 201 }),
    }),
  refusesState: () =>
    controlHandlers({
      job: () =>
        HttpResponse.json(
          { message: '400 Bad request - Unplayable Job' },
          { status: 400 },
        ),
      run: () =>
        HttpResponse.json(
          { message: '403 Forbidden - Pipeline is not retryable' },
          { status: 403 },
        ),
    }),
};
const unrelated = { event: 'Push Hook', body: pushHook };

describe('with secret tokens', () => {
  const secrets = {
    current: 'hook-secret-2026',
    previous: 'hook-secret-2025',
    wrong: 'hook-secret-202',
  };
  providerConformance({
    createSource: () =>
      createSource({ secret: [secrets.current, secrets.previous] }),
    secrets: [TOKEN, secrets.current, secrets.previous],
    binding: { entity, scopes: [SCOPE] },
    api,
    changes,
    logs: { job, handler: traceHandler },
    control,
    webhooks: {
      deliveries: story,
      outcome,
      unrelated,
      signed: false,
      sign: ({ event }, { secret, deliveryId }) => ({
        'x-gitlab-event': event,
        'x-gitlab-event-uuid': '13792a34-cac6-4fda-95a8-c58e00a3954e',
        'idempotency-key': deliveryId,
        ...(secret !== 'none' && { 'x-gitlab-token': secrets[secret] }),
      }),
    },
  });
});

describe('with signing tokens', () => {
  const keys = {
    current: Buffer.alloc(32, 'current'),
    previous: Buffer.alloc(32, 'previous'),
    wrong: Buffer.alloc(32, 'wrong'),
  };
  const token = (key: Buffer) => `whsec_${key.toString('base64')}`;
  providerConformance({
    createSource: () =>
      createSource({
        signingToken: [token(keys.current), token(keys.previous)],
      }),
    secrets: [TOKEN, token(keys.current), token(keys.previous)],
    binding: { entity, scopes: [SCOPE] },
    api,
    changes,
    logs: { job, handler: traceHandler },
    control,
    webhooks: {
      deliveries: story,
      outcome,
      unrelated,
      signed: true,
      sign: ({ event, rawBody }, { secret, sentAt, deliveryId }) => {
        const timestamp = Math.floor(sentAt.getTime() / 1000);
        const signature = (key: Buffer) =>
          `v1,${createHmac('sha256', key)
            .update(`${deliveryId}.${timestamp}.${rawBody}`)
            .digest('base64')}`;
        return {
          'x-gitlab-event': event,
          'idempotency-key': deliveryId,
          'webhook-id': deliveryId,
          'webhook-timestamp': String(timestamp),
          ...(secret !== 'none' && {
            'webhook-signature': signature(keys[secret]),
          }),
        };
      },
    },
  });
});
