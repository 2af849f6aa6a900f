import { TestDatabases } from '@backstage/backend-test-utils';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { jobId } from '../database/ids';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component, eventually } from '../__testUtils__/startDevops';
import {
  jobRecord,
  runRecord,
  START,
  TestSource,
} from '../__testUtils__/TestSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const CART = '/entities/component/default/cart';

describe.each(databases.eachSupportedId())('the workers (%s)', id => {
  const source = new TestSource();
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let now: number;

  beforeEach(async () => {
    now = START + 10_000_000;
    source.calls.length = 0;
    source.runs.clear();
    source.traces.clear();
    app = await createTestApp({
      knex: await databases.init(id),
      sources: [source],
      entities: [component()],
      now: () => now,
    });
  });

  afterEach(async () => {
    await app.delivery.stop();
  });

  const get = async (path: string) =>
    (await request(app.server).get(`${CART}${path}`)).body;
  const runs = async () =>
    (await get('/runs')).items.map(
      (run: { externalId: string; status: string }) => [
        run.externalId,
        run.status,
      ],
    );
  const put = (body: object | string, deliveryId?: string) =>
    app.delivery.database.inbox.store({
      sourceId: 'lab',
      deliveryId,
      event: 'test',
      receivedAt: now,
      body: gzipSync(typeof body === 'string' ? body : JSON.stringify(body)),
    });
  const claim = (name: string) =>
    app.delivery.database.inbox.claim({
      claim: name,
      now,
      leaseMs: 30_000,
      sourceIds: ['lab'],
      limit: 10,
    });

  it('goes on with what a worker had claimed that was killed', async () => {
    await put({ records: [runRecord(1, { status: 'running' })] }, 'd1');
    await put({ records: [runRecord(1, { at: 101 })] }, 'd2');
    expect(await claim('the one that dies')).toHaveLength(2);

    app.delivery.start();
    await put({ records: [runRecord(2)] }, 'd3');
    app.delivery.wakeWorkers();
    await eventually(runs, items => expect(items).toHaveLength(1));

    now += 30_001;
    app.delivery.wakeWorkers();
    await eventually(runs, items =>
      expect(items).toEqual([
        ['2', 'succeeded'],
        ['1', 'succeeded'],
      ]),
    );
  });

  it('does not let a worker finish what another one has taken over', async () => {
    await put({ records: [runRecord(1)] });
    const [late] = await claim('late');
    expect(await claim('early')).toEqual([]);
    now += 30_001;
    const [other] = await claim('other');
    expect(other.id).toBe(late.id);
    expect(await app.delivery.database.inbox.finish([late])).toBe(false);
    expect(await app.delivery.database.inbox.finish([other])).toBe(true);
  });

  it('ends in the newest state though everything arrives backwards and twice', async () => {
    const story = [
      { records: [runRecord(1, { status: 'queued', at: 100 })] },
      { records: [runRecord(1, { status: 'running', at: 110 })] },
      { records: [runRecord(1, { status: 'succeeded', at: 160 })] },
    ];
    for (const [index, delivery] of [...story, ...story].reverse().entries()) {
      await put(delivery, `d${index}`);
    }
    app.delivery.start();
    const counts = () => app.delivery.database.inbox.count();
    await eventually(counts, left => expect(left.size).toBe(0));
    expect(await runs()).toEqual([['1', 'succeeded']]);
  });

  it('reads a run again once, however many events ask for it', async () => {
    source.runs.set('run:1', [runRecord(1)]);
    const refresh = [{ scope: 'shop/cart', key: 'run:1' }];
    for (let n = 0; n < 5; n += 1) {
      await put({ records: [], refresh });
    }
    app.delivery.start();
    await eventually(
      () => app.delivery.database.inbox.count(),
      left => expect(left.size).toBe(0),
    );
    expect(source.calls).not.toContain('pipelines.readRun run:1');
    now += 1_000;
    app.delivery.wakeWorkers();
    await eventually(runs, items => expect(items).toHaveLength(1));
    expect(
      source.calls.filter(call => call.startsWith('pipelines.readRun')),
    ).toHaveLength(1);
  });

  it('does work once more that was asked for while it was under way', async () => {
    const { database } = app.delivery;
    const work = {
      kind: 'refresh-run',
      sourceId: 'lab',
      key: 'k',
      payload: {},
      priority: 0,
      dueAt: now,
    };
    const take = () =>
      database.work.claim({
        claim: `at ${now}`,
        now,
        leaseMs: 1_000,
        sourceIds: ['lab'],
        limit: 5,
      });
    await database.work.enqueue([work]);
    const [underWay] = await take();
    await database.work.enqueue([work]);
    expect(await take()).toEqual([]);
    await database.work.finish(underWay, now);
    const [again] = await take();
    expect(again.id).toBe(underWay.id);
    await database.work.finish(again, now);
    expect(await take()).toEqual([]);
  });

  it('stores the log of a job that ended, cut at the size that is configured', async () => {
    source.traces.set(
      'job:1-test',
      `\u001b[32mok\u001b[0m\n${'é'.repeat(1_048_576)}`,
    );
    await put({
      records: [
        runRecord(1),
        jobRecord(1, 'test'),
        jobRecord(1, 'lint', { status: 'running' }),
        jobRecord(1, 'docs'),
      ],
    });
    app.delivery.start();
    await eventually(runs, items => expect(items).toHaveLength(1));
    now += 1_000;
    app.delivery.wakeWorkers();

    const trace = (name: string) =>
      get(`/jobs/${jobId('lab', `job:1-${name}`)}/trace`);
    const stored = await eventually(
      () => trace('test'),
      answer => expect(answer.state).toBe('truncated'),
    );
    expect(stored.text.startsWith('\u001b[32mok')).toBe(true);
    expect(Buffer.byteLength(stored.text)).toBeLessThanOrEqual(1_048_576);
    expect(stored.text).not.toContain('\uFFFD');
    await eventually(
      () => trace('docs'),
      answer => expect(answer.state).toBe('unavailable'),
    );
    expect((await trace('lint')).state).toBe('pending');
  });

  it('sets aside at once what no further attempt can change', async () => {
    await put({ records: [{ ...runRecord(1), createdAt: 'never' }] });
    await put({ records: [{ type: 'job', version: {} }] });
    app.delivery.start();
    await eventually(
      () => app.delivery.database.inbox.count(),
      left => expect(left.get('lab')).toEqual({ pending: 0, parked: 2 }),
    );
  });

  it('tries again later what failed, until an attempt succeeds or was the last', async () => {
    const parse = jest
      .spyOn(source.webhooks, 'parse')
      .mockImplementation(() => {
        throw new Error('The disk is full');
      });
    await put({ records: [runRecord(1)] });
    await put({ records: [runRecord(2)] });
    app.delivery.start();
    const attempts = (n: number) =>
      eventually(
        async () => parse.mock.calls.length,
        calls => expect(calls).toBe(n),
      );
    await attempts(2);
    for (let attempt = 2; attempt <= 7; attempt += 1) {
      now += 10 * 60_000;
      app.delivery.wakeWorkers();
      await attempts(attempt * 2);
    }
    parse.mockRestore();
    jest.spyOn(source.webhooks, 'parse').mockImplementationOnce(() => {
      throw new Error('The disk is full');
    });
    now += 10 * 60_000;
    app.delivery.wakeWorkers();
    await eventually(
      () => app.delivery.database.inbox.count(),
      left => expect(left.get('lab')).toEqual({ pending: 0, parked: 1 }),
    );
    expect(await runs()).toEqual([['2', 'succeeded']]);
    jest.restoreAllMocks();
  });

  it('tells pages of the entity, and not of its name', async () => {
    await get('/runs');
    app.signals.publish.mockClear();
    await put({ records: [runRecord(1)] });
    await put({ records: [jobRecord(1, 'test')] });
    app.delivery.start();
    await eventually(
      async () => app.signals.publish.mock.calls,
      calls => expect(calls.length).toBeGreaterThan(0),
    );
    expect(app.signals.publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'devops:entity',
      message: { entityUid: 'uid-cart', topics: ['delivery'] },
    });
  });
});
