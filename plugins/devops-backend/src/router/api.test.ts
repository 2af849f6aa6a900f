import { TestDatabases } from '@backstage/backend-test-utils';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import request from 'supertest';
import { component } from '../__testUtils__/startDevops';
import { createTestApp } from '../__testUtils__/createTestApp';
import {
  deploymentRecord,
  environmentRecord,
  jobRecord,
  runRecord,
  second,
  START,
  TestSource,
} from '../__testUtils__/TestSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const CART = '/entities/component/default/cart';

describe.each(databases.eachSupportedId())('the API (%s)', id => {
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

  it('answers without asking the provider anything', async () => {
    await store(
      runRecord(1, { status: 'failed' }),
      jobRecord(1, 'test', { status: 'failed', stage: 'test' }),
      deploymentRecord(1, 'staging'),
      environmentRecord('staging'),
    );
    const runId = await idOf(`${CART}/runs`, '1');
    const { body } = await get(`${CART}/runs/${runId}`);
    const answers = await Promise.all(
      [
        '/sources',
        `${CART}/delivery`,
        `${CART}/runs?status=failed&ref=main&limit=5`,
        `${CART}/jobs/${body.jobs[0].id}/trace`,
        `${CART}/deployments?environment=staging`,
        `${CART}/environments`,
      ].map(path => get(path)),
    );
    expect(answers.map(answer => answer.status)).toEqual(
      answers.map(() => 200),
    );
    expect(source.calls).toEqual([]);
  });

  it('pages through runs, newest first, each once', async () => {
    await store(
      ...[1, 2, 3, 4, 5].map(number => runRecord(number)),
      runRecord(6, { createdAt: second(500) }),
      runRecord(7, { scope: 'shop/billing' }),
    );
    const seen: string[] = [];
    let path = `${CART}/runs?limit=2`;
    for (let page = 0; page < 3; page += 1) {
      const { body } = await get(path);
      seen.push(
        ...body.items.map((run: { externalId: string }) => run.externalId),
      );
      path = `${CART}/runs?limit=2&cursor=${body.nextCursor}`;
      expect(body.nextCursor === undefined).toBe(page === 2);
    }
    expect(seen.slice(0, 2).sort()).toEqual(['5', '6']);
    expect(seen.slice(2)).toEqual(['4', '3', '2', '1']);
  });

  it('refuses a cursor that is none', async () => {
    const answer = await get(`${CART}/runs?cursor=nonsense`);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('nextCursor');
  });

  it('filters runs by status and branch', async () => {
    await store(
      runRecord(1, { status: 'failed' }),
      runRecord(2, { ref: 'topic', defaultBranch: false }),
      runRecord(3),
    );
    const failed = await get(`${CART}/runs?status=failed`);
    expect(failed.body.items).toHaveLength(1);
    const topic = await get(`${CART}/runs?ref=topic`);
    expect(topic.body.items).toHaveLength(1);
    expect((await get(`${CART}/runs?status=green`)).status).toBe(400);
  });

  it('shows a run with its jobs in order, and which of them failed it', async () => {
    await store(
      runRecord(1, { status: 'failed', controls: ['retry', 'cancel'] }),
      jobRecord(1, 'deploy', { status: 'skipped', order: 3 }),
      jobRecord(1, 'lint', { status: 'failed', order: 1, allowFailure: true }),
      jobRecord(1, 'test', {
        status: 'failed',
        order: 2,
        failureReason: 'script_failure',
        controls: ['retry', 'cancel'],
      }),
    );
    const runId = await idOf(`${CART}/runs`, '1');
    const { body } = await get(`${CART}/runs/${runId}`);
    expect(body.run.failedJobs).toEqual(['test']);
    expect(body.jobs.map((job: { name: string }) => job.name)).toEqual([
      'lint',
      'test',
      'deploy',
    ]);
    // Both ended, so that there is nothing to cancel.
    expect(body.controls).toEqual(['retry']);
    expect(body.jobs[1].controls).toEqual(['retry']);
  });

  it('does not show the end of the attempt before while a run goes on again', async () => {
    await store(
      runRecord(1),
      runRecord(1, {
        status: 'running',
        finishedAt: undefined,
        version: { generation: 2, terminal: false, at: START + 500_000 },
      }),
    );
    const { body } = await get(`${CART}/runs`);
    expect(body.items[0]).toMatchObject({ status: 'running' });
    expect(body.items[0]).not.toHaveProperty('finishedAt');
    expect(body.items[0]).not.toHaveProperty('durationMs');
  });

  it('shows how earlier attempts of a run ended, and the steps of its jobs', async () => {
    await store(
      runRecord(1, { attempt: 1, status: 'failed' }),
      runRecord(1, { attempt: 2, status: 'succeeded', at: 300 }),
      jobRecord(1, 'test', {
        steps: [{ name: 'checkout', status: 'succeeded' }],
      }),
      runRecord(2),
    );
    const { body } = await get(
      `${CART}/runs/${await idOf(`${CART}/runs`, '1')}`,
    );
    expect(body.run).toMatchObject({ attempt: 2, status: 'succeeded' });
    expect(body.attempts).toMatchObject([
      { attempt: 1, status: 'failed', durationMs: 60_000 },
    ]);
    expect(body.jobs[0].steps).toEqual([
      { name: 'checkout', status: 'succeeded' },
    ]);
    const other = await get(`${CART}/runs/${await idOf(`${CART}/runs`, '2')}`);
    expect(other.body.attempts).toBeUndefined();
  });

  it('keeps what belongs to other entities apart', async () => {
    await store(
      runRecord(1, { scope: 'shop/billing' }),
      jobRecord(1, 'test', { scope: 'shop/billing' }),
    );
    const billing = '/entities/component/default/billing';
    const runId = await idOf(`${billing}/runs`, '1');
    const { body } = await get(`${billing}/runs/${runId}`);
    expect((await get(`${CART}/runs`)).body.items).toEqual([]);
    expect((await get(`${CART}/runs/${runId}`)).status).toBe(404);
    expect((await get(`${CART}/jobs/${body.jobs[0].id}/trace`)).status).toBe(
      404,
    );
  });

  it('orders environments by tier and says what runs there and what waits', async () => {
    await store(
      environmentRecord('production', { tier: 'production', url: 'http://p' }),
      environmentRecord('review/x', { gone: true }),
      deploymentRecord(1, 'production'),
      deploymentRecord(2, 'production', { status: 'failed' }),
      deploymentRecord(2, 'staging', { environmentUrl: 'http://s' }),
      deploymentRecord(2, 'development'),
      runRecord(2, { status: 'waiting', waitingOn: 'manual' }),
      jobRecord(2, 'deploy-production', {
        status: 'waiting',
        waitingOn: 'manual',
        environment: 'production',
      }),
    );
    const { body } = await get(`${CART}/environments`);
    expect(
      body.items.map((item: { name: string; tier: string }) => [
        item.name,
        item.tier,
      ]),
    ).toEqual([
      ['development', 'development'],
      ['staging', 'staging'],
      ['production', 'production'],
    ]);
    const [development, staging, production] = body.items;
    expect(development).not.toHaveProperty('sameAsPrevious');
    expect(staging).toMatchObject({ sameAsPrevious: true, url: 'http://s' });
    expect(production).toMatchObject({
      sameAsPrevious: false,
      url: 'http://p',
      current: { revision: 'sha1' },
      latest: { revision: 'sha2', status: 'failed' },
      pending: [{ jobName: 'deploy-production', revision: 'sha2' }],
    });
  });

  describe('headline', () => {
    const headline = async () => (await get(`${CART}/delivery`)).body.headline;

    it('says that there are no runs', async () => {
      expect(await headline()).toEqual({ kind: 'no_runs' });
    });

    it('says that the branch is red since its first failure, above all else', async () => {
      await store(
        runRecord(1),
        runRecord(2, { status: 'failed' }),
        runRecord(3, { status: 'failed' }),
        jobRecord(3, 'unit-tests', { status: 'failed' }),
        runRecord(4, { status: 'canceled' }),
        runRecord(5, { status: 'running' }),
        deploymentRecord(1, 'production'),
      );
      expect(await headline()).toEqual({
        kind: 'main_red',
        branch: 'main',
        since: second(260),
        failedRuns: 2,
        failedJobs: ['unit-tests'],
      });
    });

    it('says that production differs before it says that a run is under way', async () => {
      await store(
        runRecord(1),
        runRecord(2, { status: 'waiting', waitingOn: 'manual' }),
        runRecord(3, { status: 'running' }),
        deploymentRecord(1, 'production'),
      );
      expect(await headline()).toMatchObject({ kind: 'production_differs' });
    });

    it('says that a run is under way, and else that the branch is green', async () => {
      await store(
        runRecord(1, { status: 'failed' }),
        runRecord(2),
        runRecord(3),
      );
      expect(await headline()).toMatchObject({
        kind: 'main_green',
        since: second(260),
      });
      await store(runRecord(4, { status: 'running', startedAt: second(405) }));
      expect(await headline()).toMatchObject({
        kind: 'main_running',
        since: second(405),
      });
    });

    it('gives the median and the share of green runs of those with a result', async () => {
      await store(
        runRecord(1, { durationMs: 100 }),
        runRecord(2, { durationMs: 300, status: 'failed' }),
        runRecord(3, { status: 'canceled', durationMs: 9_999 }),
        runRecord(4, { status: 'running' }),
      );
      const { body } = await get(`${CART}/delivery`);
      expect(body).toMatchObject({ medianDurationMs: 200, successRatio: 0.5 });
      expect(body.recentRuns).toHaveLength(4);
    });
  });

  it('answers 304 while nothing has changed', async () => {
    await store(runRecord(1));
    await get(`${CART}/delivery`);
    const { headers } = await get(`${CART}/delivery`);
    const unchanged = () =>
      get(`${CART}/delivery`).set('If-None-Match', headers.etag);
    expect((await unchanged()).status).toBe(304);
    await store(runRecord(2));
    expect((await unchanged()).status).toBe(200);
  });

  it('says how fresh an answer is', async () => {
    const state = async () => (await get(`${CART}/runs`)).body.freshness.state;
    const scope = { sourceId: 'lab', scope: 'shop/cart' };
    const { database } = app.delivery;
    expect(await state()).toBe('never');
    await database.recordSweep(scope, { cursor: now, completeUntil: now, now });
    expect(await state()).toBe('current');
    now += 2 * source.pipelines.sweepIntervalMs + 1;
    expect(await state()).toBe('stale');
    await database.recordSweepFailure(scope, {
      message: 'The provider answered 503',
      now,
      retryAt: now + 1,
    });
    const { body } = await get(`${CART}/runs`);
    expect(body.freshness.state).toBe('failing');
    expect(body.freshness.sources[0].lastError.message).toBe(
      'The provider answered 503',
    );
  });

  it('is not bound to anything without an annotation', async () => {
    const { body } = await get('/entities/component/default/plain/delivery');
    expect(body.freshness).toEqual({ state: 'unbound', sources: [] });
  });
});
