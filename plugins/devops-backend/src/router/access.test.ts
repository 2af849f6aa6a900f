import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import request from 'supertest';
import { component } from '../__testUtils__/startDevops';
import { createTestApp } from '../__testUtils__/createTestApp';
import {
  jobRecord,
  runRecord,
  START,
  TestSource,
} from '../__testUtils__/TestSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const CART = '/entities/component/default/cart';

describe.each(databases.eachSupportedId())('access to the API (%s)', id => {
  const source = new TestSource();
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let now: number;

  beforeAll(async () => {
    app = await createTestApp({
      knex: await databases.init(id),
      sources: [source],
      entities: [
        component(),
        component('billing', 'shop/billing'),
        component('plain', ''),
      ],
      now: () => now,
    });
  });

  beforeEach(async () => {
    now = START + 1_000_000;
    source.calls.length = 0;
    source.failControlWith = undefined;
    await app.reset();
  });

  const get = (path: string) => request(app.server).get(path);
  const store = (...records: DeliveryRecord[]) =>
    app.delivery.ingestion.ingest(source, records);
  const idOf = async (path: string, externalId: string) => {
    const { body } = await get(path);
    return body.items.find(
      (item: { externalId: string }) => item.externalId === externalId,
    ).id;
  };

  describe('permissions', () => {
    const paths = ['delivery', 'runs', 'runs/x', 'deployments', 'environments'];

    it.each(paths)('hides %s from whom may not read', async path => {
      app.decisions.set('devops.delivery.read', AuthorizeResult.DENY);
      const hidden = await get(`${CART}/${path}`);
      const missing = await get(`/entities/component/default/nothing/${path}`);
      expect(hidden.status).toBe(404);
      expect(hidden.body.error.message).toBe(
        missing.body.error.message.replace('nothing', 'cart'),
      );
    });

    it('asks for the entity, so that a policy decides by its owner', async () => {
      await get(`${CART}/runs`);
      expect(app.asked).toEqual([
        expect.objectContaining({
          permission: expect.objectContaining({ name: 'devops.delivery.read' }),
          resourceRef: 'component:default/cart',
        }),
      ]);
    });

    it('lets nothing but an ALLOW pass', async () => {
      // A condition that nobody resolved; the type of the answer excludes it.
      const conditional = AuthorizeResult.CONDITIONAL as never;
      app.decisions.set('devops.delivery.read', conditional);
      expect((await get(`${CART}/runs`)).status).toBe(404);
    });

    it('shows the sources only to whom may see them', async () => {
      app.decisions.set('devops.source.read', AuthorizeResult.DENY);
      expect((await get('/sources')).status).toBe(403);
    });
  });

  describe('control', () => {
    const control = async (action: string) => {
      await store(
        runRecord(1, { status: 'waiting' }),
        jobRecord(1, 'deploy', { status: 'waiting', waitingOn: 'manual' }),
      );
      const runId = await idOf(`${CART}/runs`, '1');
      const { body } = await get(`${CART}/runs/${runId}`);
      return request(app.server)
        .post(`${CART}/jobs/${body.jobs[0].id}/actions`)
        .send({ action });
    };

    it('plays a job at the provider, reads the run again and leaves a trace', async () => {
      expect((await control('play')).status).toBe(202);
      expect(source.calls).toEqual(['control.controlJob job:1-deploy play']);
      expect(app.audit.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'pipeline-control',
          meta: expect.objectContaining({
            entityRef: 'component:default/cart',
            action: 'play',
          }),
        }),
      );
      expect(app.audit.success).toHaveBeenCalledTimes(1);
      const [work] = await app.delivery.database.work.claim({
        claim: 'test',
        now: now + 10_000,
        leaseMs: 1,
        sourceIds: ['lab'],
        limit: 1,
      });
      expect(work).toMatchObject({
        kind: 'refresh-run',
        item_key: 'shop/cart\nrun:1',
      });
    });

    it('is forbidden to whom may read and not run', async () => {
      app.decisions.set('devops.pipeline.run', AuthorizeResult.DENY);
      const answer = await control('play');
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain('devops.pipeline.run');
      expect(source.calls).toEqual([]);
      expect(app.audit.fail).toHaveBeenCalledTimes(1);
    });

    it('passes on that it is not possible now', async () => {
      source.failControlWith = new ConflictError('The job is not manual');
      const answer = await control('play');
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toBe('The job is not manual');
    });

    it('answers 503 when the provider does not, without its secrets', async () => {
      source.failControlWith = new Error(
        'GET https://user:pass@host/api?private_token=abc failed',
      );
      const answer = await control('retry');
      expect(answer.status).toBe(503);
      expect(answer.body.error.message).not.toMatch(/pass|abc/);
    });

    it('knows only the actions of the document', async () => {
      expect((await control('destroy')).status).toBe(400);
    });
  });
});
