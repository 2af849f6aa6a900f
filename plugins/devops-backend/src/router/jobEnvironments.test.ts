import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  devopsEnvironmentDeployPermission,
  type EnvironmentState,
} from '@backstage-devops/plugin-devops-common';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import request from 'supertest';
import { component } from '../__testUtils__/startDevops';
import { createTestApp } from '../__testUtils__/createTestApp';
import { jobRecord, runRecord, TestSource } from '../__testUtils__/TestSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const CART = '/entities/component/default/cart';

/** A job that a person decides about, as a webhook or as the API tells of it. */
function manualJob(run: number, name: string, environment?: string) {
  return jobRecord(run, name, {
    status: 'waiting',
    waitingOn: 'manual',
    environment,
  });
}

function waitingRun(number: number, scope = 'shop/cart') {
  return runRecord(number, { scope, status: 'waiting', waitingOn: 'manual' });
}

describe.each(databases.eachSupportedId())(
  'where jobs deploy of which no source tells (%s)',
  id => {
    const source = new TestSource();
    let app: Awaited<ReturnType<typeof createTestApp>>;

    beforeAll(async () => {
      app = await createTestApp({
        knex: await databases.init(id),
        sources: [source],
        entities: [component(), component('billing', 'shop/billing')],
      });
    });

    beforeEach(async () => {
      source.calls.length = 0;
      await app.reset();
    });

    const store = (...records: DeliveryRecord[]) =>
      app.delivery.ingestion.ingest(source, records);

    /** What waits, as `<environment> <run>: <job>`. */
    const waiting = async () => {
      const { body } = await request(app.server).get(`${CART}/environments`);
      const items: EnvironmentState[] = body.items;
      return items.flatMap(({ name, pending }) =>
        pending.map(
          ({ jobName, revision }) => `${name} ${revision}: ${jobName}`,
        ),
      );
    };

    it('is where jobs of the same name did', async () => {
      await store(
        waitingRun(1),
        manualJob(1, 'ship', 'production'),
        manualJob(1, 'preview', 'staging'),
        waitingRun(2),
        manualJob(2, 'ship'),
        manualJob(2, 'tidy-up'),
      );
      expect(await waiting()).toEqual(['production sha2: ship']);
    });

    it('is also told by a job that was stored later', async () => {
      await store(waitingRun(2), manualJob(2, 'ship'));
      expect(await waiting()).toEqual([]);
      await store(
        runRecord(1),
        jobRecord(1, 'ship', { environment: 'production' }),
      );
      expect(await waiting()).toEqual(['production sha2: ship']);
    });

    it('is what the source says, once it does', async () => {
      await store(
        runRecord(1),
        jobRecord(1, 'ship', { environment: 'production' }),
        waitingRun(2),
        manualJob(2, 'ship', 'production-eu'),
      );
      expect(await waiting()).toEqual(['production-eu sha2: ship']);
    });

    it('is not guessed where jobs of the same name differ', async () => {
      await store(
        runRecord(1),
        jobRecord(1, 'review', { environment: 'review/one' }),
        runRecord(2),
        jobRecord(2, 'review', { environment: 'review/two' }),
        waitingRun(3),
        manualJob(3, 'review'),
      );
      expect(await waiting()).toEqual([]);
    });

    it('is not taken from another project or another source', async () => {
      await store(
        runRecord(1, { scope: 'shop/billing' }),
        jobRecord(1, 'ship', {
          scope: 'shop/billing',
          environment: 'production',
        }),
        waitingRun(2),
        manualJob(2, 'ship'),
      );
      await app.delivery.database.applyRecords('elsewhere', [
        runRecord(3),
        jobRecord(3, 'ship', { environment: 'production' }),
      ]);
      expect(await waiting()).toEqual([]);
    });

    it('shows with the job in its run', async () => {
      await store(
        runRecord(1),
        jobRecord(1, 'ship', { environment: 'production' }),
        waitingRun(2),
        manualJob(2, 'ship'),
        jobRecord(2, 'test'),
      );
      const { body } = await request(app.server).get(`${CART}/runs`);
      const newest = await request(app.server).get(
        `${CART}/runs/${body.items[0].id}`,
      );
      expect(
        newest.body.jobs.map((job: { name: string; environment?: string }) => [
          job.name,
          job.environment,
        ]),
      ).toEqual(
        expect.arrayContaining([
          ['ship', 'production'],
          ['test', undefined],
        ]),
      );
    });

    it.each([
      ['play', manualJob(2, 'ship')],
      ['retry', jobRecord(2, 'ship', { status: 'failed' })],
    ])('decides whether a caller may %s the job', async (action, job) => {
      await store(
        runRecord(1),
        jobRecord(1, 'ship', { environment: 'production' }),
        waitingRun(2),
        job,
      );
      const { body } = await request(app.server).get(`${CART}/runs`);
      const run = await request(app.server).get(
        `${CART}/runs/${body.items[0].id}`,
      );
      const act = () =>
        request(app.server)
          .post(`${CART}/jobs/${run.body.jobs[0].id}/actions`)
          .send({ action });

      app.decisions.set(
        devopsEnvironmentDeployPermission.name,
        AuthorizeResult.DENY,
      );
      const refusal = await act();
      expect(refusal.status).toBe(403);
      expect(refusal.body.error.message).toContain("to 'production'");
      expect(source.calls).toEqual([]);

      app.decisions.clear();
      expect((await act()).status).toBe(202);
      expect(source.calls).toEqual([`control.controlJob job:2-ship ${action}`]);
    });
  },
);
