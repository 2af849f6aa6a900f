import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import devopsPlugin from '@backstage-devops/plugin-devops-backend';
import cdeventsModule from '@backstage-devops/plugin-devops-backend-module-cdevents';
import pushModule from '@backstage-devops/plugin-devops-backend-module-push';
import type { Knex } from 'knex';
import request from 'supertest';
import { curlsOf } from './__testUtils__/curlsOf';
import { eventually } from './__testUtils__/eventually';

const TOKEN = 'a-token-of-this-test';
const RESTRICTED = 'a-token-for-payments-only';
const component = (name: string, annotations?: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    etag: '1',
    annotations,
  },
  spec: { type: 'service', owner: 'shop', lifecycle: 'production' },
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('doors on %s', databaseId => {
  let knex: Knex;
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];
  let stop: () => Promise<void>;
  const auditor = mockServices.auditor.mock();
  const note = { success: jest.fn(), fail: jest.fn() };

  beforeAll(async () => {
    auditor.createEvent.mockResolvedValue(note);
    knex = await databases.init(databaseId);
    const backend = await startTestBackend({
      features: [
        devopsPlugin,
        pushModule,
        cdeventsModule,
        auditor.factory,
        mockServices.database.mock({ getClient: async () => knex }).factory,
        catalogServiceMock.factory({
          entities: [
            component('cart', {
              'backstage-devops.io/cdevents-source': '/tekton/shop',
              'backstage-devops.io/former-refs': 'component:default/basket',
            }),
            component('till'),
            component('quiet'),
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            devops: {
              providers: {
                push: {
                  ci: {
                    tokens: [
                      { name: 'pipelines', token: TOKEN },
                      {
                        name: 'payments',
                        token: RESTRICTED,
                        entities: ['component:payments/*'],
                      },
                    ],
                  },
                },
                cdevents: {
                  events: { tokens: [{ name: 'tekton', token: TOKEN }] },
                },
              },
            },
          },
        }),
      ],
    });
    ({ server } = backend);
    stop = () => backend.stop();
  });
  afterAll(() => stop());
  beforeEach(() => jest.clearAllMocks());

  const push = (body: object, token = TOKEN) =>
    request(server)
      .post('/api/devops/webhooks/push/ci')
      .set('Authorization', `Bearer ${token}`)
      .send(body);
  const get = async (path: string, entity = 'cart') => {
    const { body } = await request(server).get(
      `/api/devops/entities/component/default/${entity}/${path}`,
    );
    return body;
  };
  const deployment = {
    type: 'deployment',
    id: '1',
    entity: 'cart',
    environment: 'staging',
    outcome: 'running',
    startedAt: '2026-03-02T10:00:00Z',
  };

  describe('the examples of the documentation', () => {
    it.each(curlsOf('docs/push.md').map(curl => [curl.title, curl]))(
      '%s: accepted',
      async (_, { path, headers, body }) => {
        const { port } = server.address() as { port: number };
        const answer = await fetch(`http://localhost:${port}${path}`, {
          method: 'POST',
          headers: { ...headers, Authorization: `Bearer ${TOKEN}` },
          body,
        });
        expect(await answer.text()).toBe('{}');
        expect(answer.status).toBe(202);
      },
    );

    it('show what they tell', async () => {
      await eventually(async () => {
        const { items } = await get('deployments');
        expect(items).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              provider: 'push',
              externalId: 'deploy-1842',
              environment: 'production',
              status: 'succeeded',
              version: 'v1.8.0',
              url: 'https://deploy.example.com/1842',
            }),
            expect.objectContaining({
              provider: 'cdevents',
              environment: 'production',
              version: 'v1.8.0',
              revision: '4f0c9d2e8a3b1c5d6e7f8091a2b3c4d5e6f70819',
            }),
          ]),
        );
      });
      await eventually(async () => {
        const { items } = await get('runs');
        expect(
          items.map((run: { externalId: string; status: string }) => [
            run.externalId,
            run.status,
          ]),
        ).toEqual(
          expect.arrayContaining([
            ['901', 'succeeded'],
            ['cart-run-901', 'succeeded'],
          ]),
        );
      });
      await eventually(async () => {
        const { body } = await request(server).get('/api/devops/sources');
        for (const source of body.items) {
          expect(source).toMatchObject({
            state: 'ok',
            pendingDeliveries: 0,
            parkedDeliveries: 0,
          });
        }
      });
    });
  });

  it('stores incidents, changes and ranges for the entity', async () => {
    await push([
      {
        type: 'incident',
        id: 'INC-9',
        entity: 'till',
        startedAt: '2026-03-02T10:00:00Z',
        deployment: '9',
      },
      { type: 'change', id: '9', entity: 'till', commits: ['beef001'] },
      { type: 'range', from: 'a', to: 'b', commits: ['beef001'] },
    ]);
    await eventually(async () => {
      for (const table of ['incident', 'change', 'revision_range']) {
        const rows = await knex(table).where({
          source_id: 'ci',
          scope: 'component:default/till',
        });
        expect([table, rows.length]).toEqual([table, 1]);
      }
    });
  });

  it('knows from CDEvents when an incident began, in any order', async () => {
    const event = (predicate: string, at: string) => ({
      specversion: '1.0',
      id: `incident-${predicate}`,
      source: '/monitoring',
      type: `dev.cdevents.incident.${predicate}.0.3.0`,
      data: {
        context: {
          specversion: '0.5.1',
          id: `incident-${predicate}`,
          source: '/monitoring',
          type: `dev.cdevents.incident.${predicate}.0.3.0`,
          timestamp: at,
        },
        subject: { id: 'I-1', content: { environment: { id: 'production' } } },
        customData: { entity: 'till' },
      },
    });
    await request(server)
      .post('/api/devops/webhooks/cdevents/events')
      .set('Authorization', `Bearer ${TOKEN}`)
      .set('Content-Type', 'application/cloudevents-batch+json')
      .send(
        JSON.stringify([
          event('resolved', '2026-03-02T11:00:00Z'),
          event('detected', '2026-03-02T10:00:00Z'),
        ]),
      )
      .expect(202);
    await eventually(async () => {
      const row = await knex('incident').where({ external_id: 'I-1' }).first();
      expect({
        status: row?.status,
        minutes: (Number(row?.resolved_at) - Number(row?.started_at)) / 60_000,
      }).toEqual({ status: 'resolved', minutes: 60 });
    });
  });

  it('follows a deployment, whatever arrives first', async () => {
    const done = {
      ...deployment,
      outcome: 'success',
      finishedAt: '2026-03-02T10:05:00Z',
      revision: 'c0ffee1',
    };
    expect((await push([done, deployment])).status).toBe(202);
    await eventually(async () => {
      const { items } = await get('deployments?environment=staging');
      expect(items).toEqual([
        expect.objectContaining({
          externalId: '1',
          status: 'succeeded',
          revision: 'c0ffee1',
          startedAt: '2026-03-02T10:00:00.000Z',
          finishedAt: '2026-03-02T10:05:00.000Z',
        }),
      ]);
    });
  });

  it('shows what was pushed under a former name', async () => {
    await push({ ...deployment, entity: 'basket', environment: 'testing' });
    await eventually(async () => {
      const { items } = await get('deployments?environment=testing');
      expect(items).toHaveLength(1);
    });
  });

  it('notes who pushed, and never the token', async () => {
    await push({ ...deployment, id: 'audited' });
    expect(auditor.createEvent.mock.calls).toEqual([
      [
        expect.objectContaining({
          eventId: 'delivery-push',
          meta: {
            source: 'ci',
            provider: 'push',
            sender: 'pipelines',
            event: 'deployment',
          },
        }),
      ],
    ]);
    expect(note.success).toHaveBeenCalledTimes(1);
  });

  it('refuses what a token may not write, and notes it', async () => {
    const answer = await push(deployment, RESTRICTED);
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('component:default/cart');
    expect(note.fail).toHaveBeenCalledTimes(1);
    expect(note.success).not.toHaveBeenCalled();
  });

  it('refuses a request whole, and says where it is wrong', async () => {
    const answer = await push([
      { ...deployment, id: 'never', environment: 'nowhere' },
      { ...deployment, outcome: 'done' },
    ]);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(/^\[1\]: "outcome" must be/);
    await push({ ...deployment, id: 'marker', environment: 'qa' });
    await eventually(async () =>
      expect((await get('deployments?environment=qa')).items).toHaveLength(1),
    );
    expect((await get('deployments?environment=nowhere')).items).toEqual([]);
  });

  it.each([
    ['no token', ''],
    ['a wrong token', 'Bearer wrong'],
  ])('refuses %s', async (_, authorization) => {
    const answer = await request(server)
      .post('/api/devops/webhooks/push/ci')
      .set('Authorization', authorization)
      .send(deployment);
    expect(answer.status).toBe(401);
  });

  it('leaves entities alone that nothing was told of', async () => {
    const { freshness } = await get('deployments', 'quiet');
    expect(freshness).toEqual({ state: 'unbound', sources: [] });
  });
});
