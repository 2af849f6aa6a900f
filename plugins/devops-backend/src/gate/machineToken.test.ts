import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { component, startDevops } from '../__testUtils__/startDevops';

jest.setTimeout(60_000);

const TOKEN = 'token-of-the-pipelines';
const CART = { entity: 'component:default/cart', environment: 'production' };

/** The catalog as it is to a token that is good for another plugin. */
const strictCatalog = catalogServiceMock.mock({
  getEntityByRef: async (_ref, options) => {
    if (JSON.stringify(options).includes('external:pipelines')) {
      throw new NotAllowedError('This token is not for the catalog');
    }
    return component();
  },
});

/** A portal that has the token of the documentation. */
async function start(catalog?: BackendFeature) {
  const scheduler = mockServices.scheduler();
  const backend = await startDevops({
    sources: [],
    catalog,
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
  const follow = () => scheduler.triggerTask('devops-follow-catalog');
  const ask = (token: string | undefined) =>
    request(backend.server)
      .get('/api/devops/gate')
      .query(CART)
      .set(token ? { Authorization: `Bearer ${token}` } : {});
  return { backend, ask, follow };
}

describe('the token of a pipeline', () => {
  it('may ask the gate, and nothing else', async () => {
    const { backend, ask, follow } = await start();
    await follow();
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

  it('asks about a service that was registered a moment ago', async () => {
    const { backend, ask } = await start(strictCatalog.factory);
    const known = await ask(TOKEN);
    const hidden = await request(backend.server)
      .get('/api/devops/entities/component/default/cart/runs')
      .set('Authorization', `Bearer ${TOKEN}`);
    await backend.stop();

    expect(known.body).toMatchObject({ decision: 'allow' });
    expect(hidden.status).toBe(404);
  });
});
