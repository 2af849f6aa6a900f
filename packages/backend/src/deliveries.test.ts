import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import devopsPlugin from '@backstage-devops/plugin-devops-backend';
import gitlabModule from '@backstage-devops/plugin-devops-backend-module-gitlab';
import { randomUUID } from 'crypto';
import fc from 'fast-check';
import { readFileSync } from 'fs';
import type { Knex } from 'knex';
import { http, HttpResponse, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { join } from 'path';
import request from 'supertest';

/**
 * What the forge of the lab sent while it ran the pipelines of one seeded
 * service: runs that pass, one that fails, and deployments to three
 * environments; and while people merged one change, closed, reopened and
 * closed another, and did the same with an incident.
 */
const deliveries = readFileSync(
  join(__dirname, '__fixtures__/deliveries.ndjson'),
  'utf8',
)
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Delivery);

type Delivery = { headers: Record<string, string>; body: object };

const secret = 'a-secret-of-this-test';
const tables = [
  'pipeline_run',
  'job_run',
  'deployment',
  'environment',
  'change',
  'incident',
];

// The forge itself cannot be reached: what the store knows, webhooks told it.
const forge = setupServer(
  http.all('http://localhost:7080/*', () =>
    HttpResponse.text('', { status: 503 }),
  ),
  http.all(/^http:\/\/127\.0\.0\.1/, () => passthrough()),
);
beforeAll(() => forge.listen({ onUnhandledRequest: 'error' }));
afterAll(() => forge.close());

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'webhooks of the forge on %s',
  databaseId => {
    let knex: Knex;
    let server: Awaited<ReturnType<typeof startTestBackend>>['server'];
    let stop: () => Promise<void>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      const backend = await startTestBackend({
        features: [
          devopsPlugin,
          gitlabModule,
          mockServices.database.mock({ getClient: async () => knex }).factory,
          catalogServiceMock.factory({ entities: [] }),
          mockServices.rootConfig.factory({
            data: {
              integrations: {
                gitlab: [
                  {
                    host: 'localhost:7080',
                    baseUrl: 'http://localhost:7080',
                    apiBaseUrl: 'http://localhost:7080/api/v4',
                    token: 'unused',
                  },
                ],
              },
              devops: {
                providers: {
                  gitlab: {
                    lab: { host: 'localhost:7080', webhook: { secret } },
                  },
                },
              },
            },
          }),
        ],
      });
      server = backend.server;
      stop = () => backend.stop();
    }, 60_000);

    afterAll(() => stop());

    async function deliver(order: Delivery[]) {
      for (const { headers, body } of order) {
        // A new id for each, so that duplicates reach the store.
        const id = randomUUID();
        const answer = await request(server)
          .post('/api/devops/webhooks/gitlab/lab')
          .set({
            'X-Gitlab-Event': headers['X-Gitlab-Event'],
            'X-Gitlab-Event-UUID': id,
            'Idempotency-Key': id,
            'X-Gitlab-Token': secret,
          })
          .send(body);
        expect(answer.status).toBe(202);
      }
    }

    /** Every row that the deliveries lead to, without what tells of arrival. */
    async function settledRows() {
      const deadline = Date.now() + 30_000;
      for (;;) {
        const open = await knex('inbox').whereNot({ state: 'applied' });
        expect(open.filter(({ state }) => state === 'parked')).toEqual([]);
        if (open.length === 0) {
          break;
        }
        if (Date.now() > deadline) {
          throw new Error(`${open.length} deliveries were not applied in time`);
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      const rows: Record<string, unknown[]> = {};
      for (const table of tables) {
        const stored = await knex(table).orderBy('id');
        rows[table] = stored.map(
          ({ changed_at: _arrival, checked_at: _read, ...row }) => row,
        );
      }
      return rows;
    }

    async function forget() {
      for (const table of [...tables, 'inbox', 'work_queue', 'job_trace']) {
        await knex(table).delete();
      }
    }

    it('tell of a failed run, its failed job and three environments', async () => {
      await deliver(deliveries);

      const rows = await settledRows();

      const runs = rows.pipeline_run as Array<{ status: string }>;
      expect(runs.map(({ status }) => status).sort()).toEqual([
        'failed',
        'succeeded',
      ]);
      expect(
        (rows.deployment as Array<{ environment: string; status: string }>)
          .filter(({ status }) => status === 'succeeded')
          .map(({ environment }) => environment)
          .sort(),
      ).toEqual(['development', 'production', 'staging']);
      await forget();
    }, 60_000);

    it('tell of changes and incidents, however often they were reopened', async () => {
      await deliver(deliveries);

      const rows = await settledRows();

      const statesOf = (table: string) =>
        (rows[table] as Array<{ external_id: string; status: string }>)
          .map(row => `${row.external_id} ${row.status}`)
          .sort();
      expect(statesOf('change')).toEqual(['!1 merged', '!2 closed']);
      expect(statesOf('incident')).toEqual(['#1 resolved', '#2 open']);
      await forget();
    }, 60_000);

    it('end in the same rows in any order and with any duplicates', async () => {
      await deliver(deliveries);
      const expected = await settledRows();
      await forget();

      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([...deliveries, ...deliveries, ...deliveries], {
            minLength: 0,
            maxLength: deliveries.length,
          }),
          fc.shuffledSubarray(deliveries, {
            minLength: deliveries.length,
            maxLength: deliveries.length,
          }),
          async (extra, all) => {
            await deliver([...extra, ...all]);
            expect(await settledRows()).toEqual(expected);
            await forget();
          },
        ),
        { numRuns: databaseId.startsWith('SQLITE') ? 12 : 4 },
      );
    }, 240_000);

    it('end in the same rows when they come doubled and in reverse order', async () => {
      await deliver(deliveries);
      const expected = await settledRows();
      await forget();

      await deliver(
        deliveries.flatMap(delivery => [delivery, delivery]).reverse(),
      );

      expect(await settledRows()).toEqual(expected);
      await forget();
    }, 60_000);
  },
);
