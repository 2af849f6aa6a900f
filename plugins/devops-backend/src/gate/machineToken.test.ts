import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import request from 'supertest';
import { startDevops } from '../__testUtils__/startDevops';

jest.setTimeout(60_000);

const TOKEN = 'token-of-the-pipelines';
const CART = { entity: 'component:default/cart', environment: 'production' };

/** A portal that has the token of the documentation. */
async function start() {
  const scheduler = mockServices.scheduler();
  const backend = await startDevops({
    sources: [],
    config: {
      permission: { enabled: true },
      backend: {
        baseUrl: 'http://localhost:0',
        database: { client: 'better-sqlite3', connection: ':memory:' },
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: { token: TOKEN, subject: 'pipelines' },
              accessRestrictions: [
                {
                  plugin: 'devops',
                  permission: [
                    'catalog.entity.read',
                    'devops.slo.read',
                    'devops.environment.read',
                  ],
                },
              ],
            },
          ],
        },
      },
    },
    features: [
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ],
  });
  await scheduler.triggerTask('devops-follow-catalog');
  const ask = (token: string | undefined) =>
    request(backend.server)
      .get('/api/devops/gate')
      .query(CART)
      .set(token ? { Authorization: `Bearer ${token}` } : {});
  return { backend, ask };
}

describe('the token of a pipeline', () => {
  it('may ask the gate, and nothing else', async () => {
    const { backend, ask } = await start();
    const answers = {
      without: (await ask(undefined)).status,
      another: (await ask('token-of-somebody')).status,
      gate: await ask(TOKEN),
      runs: await request(backend.server)
        .get('/api/devops/entities/component/default/cart/runs')
        .set('Authorization', `Bearer ${TOKEN}`),
      override: await request(backend.server)
        .post('/api/devops/gate/overrides')
        .set('Authorization', `Bearer ${TOKEN}`)
        .send({
          ...CART,
          reason: 'The pipeline is in a hurry',
          until: new Date(Date.now() + 60_000).toISOString(),
        }),
    };
    await backend.stop();

    expect(answers.without).toBe(401);
    expect(answers.another).toBe(401);
    expect(answers.gate.body).toMatchObject({ decision: 'allow' });
    expect(answers.gate.status).toBe(200);
    expect(answers.runs.status).not.toBe(200);
    expect(answers.override.status).toBe(403);
  });
});
