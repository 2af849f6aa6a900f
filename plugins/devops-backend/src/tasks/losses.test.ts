import { randomUUID } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component, eventually } from '../__testUtils__/startDevops';
import { runRecord, START, TestSource } from '../__testUtils__/TestSource';
import { packBody } from '../inbox/packBody';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const LEASE_MS = 30_000;

describe.each(databases.eachSupportedId())('what is lost (%s)', id => {
  const source = new TestSource();
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let now: number;

  beforeEach(async () => {
    now = START + 10_000_000;
    source.calls.length = 0;
    source.runs.clear();
    app = await createTestApp({
      knex: await databases.init(id),
      sources: [source],
      entities: [component()],
      now: () => now,
    });
  });

  afterEach(async () => {
    await app.delivery.stop();
    jest.restoreAllMocks();
  });

  const put = async (body: object | string, deliveryId?: string) =>
    app.delivery.database.inbox.store({
      sourceId: 'lab',
      deliveryId,
      event: 'test',
      receivedAt: now,
      ...(await packBody(
        Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      )),
    });
  /** A process takes all that is due and ends. */
  const loseClaims = async (times: number) => {
    for (let n = 0; n < times; n += 1) {
      const claim = { claim: randomUUID(), now, leaseMs: LEASE_MS };
      const options = { ...claim, sourceIds: ['lab'], limit: 100 };
      await app.delivery.database.inbox.claim(options);
      await app.delivery.database.work.claim(options);
      now += LEASE_MS + 1;
    }
  };
  const runs = async () =>
    (
      await request(app.server).get('/entities/component/default/cart/runs')
    ).body.items.map((run: { externalId: string }) => run.externalId);
  const counts = async () => {
    const all = await app.delivery.database.inbox.count();
    const { pending = 0, parked = 0 } = all.get('lab') ?? {};
    return { pending, parked };
  };

  it('is applied, however often the process ended before', async () => {
    await put({ records: [runRecord(1)] });
    await put({ records: [runRecord(2)] });
    await loseClaims(20);
    app.delivery.start();
    await eventually(counts, left =>
      expect(left).toEqual({ pending: 0, parked: 0 }),
    );
    expect(await runs()).toEqual(['2', '1']);
  });

  it('is set aside before it ends processes for ever', async () => {
    await put({ records: [runRecord(1)] });
    await loseClaims(21);
    await put({ records: [runRecord(2)] });
    app.delivery.start();
    await eventually(counts, left =>
      expect(left).toEqual({ pending: 0, parked: 1 }),
    );
    expect(await runs()).toEqual(['2']);
    const [{ error }] = await app.delivery.database.inbox.list({
      state: 'parked',
      limit: 1,
    });
    expect(error).toMatch(/process ended 21 times/);
  });

  it('is no failure of work either, until it happens too often', async () => {
    source.runs.set('run:1', [runRecord(1)]);
    const refresh = (key: string) =>
      app.delivery.database.work.enqueue([
        {
          kind: 'refresh-run',
          sourceId: 'lab',
          key,
          payload: { scope: 'shop/cart', key },
          priority: 0,
          dueAt: now,
        },
      ]);
    await refresh('run:2');
    await loseClaims(1);
    await refresh('run:1');
    await loseClaims(20);
    app.delivery.start();
    await eventually(
      async () => (await app.delivery.database.work.count()).get('lab'),
      left => expect(left).toEqual({ pending: 0, parked: 1 }),
    );
    expect(await runs()).toEqual(['1']);
  });

  it('says nothing about the others of its batch', async () => {
    for (let n = 1; n <= 30; n += 1) {
      await put(
        n === 17
          ? { records: [{ ...runRecord(n), createdAt: 'never' }] }
          : { records: [runRecord(n)] },
      );
    }
    app.delivery.start();
    await eventually(counts, left =>
      expect(left).toEqual({ pending: 0, parked: 1 }),
    );
    const applied = await app.delivery.database.inbox.list({
      state: 'applied',
      limit: 100,
    });
    expect(applied).toHaveLength(29);
  });

  it('is given back when the worker has no time left for it', async () => {
    await put({ records: [runRecord(1)] });
    await put({ records: [runRecord(2)] });
    jest.spyOn(source.webhooks, 'parse').mockImplementationOnce(() => {
      // The time that a worker has is over while it reads the first one.
      now += LEASE_MS;
      throw new Error('The disk is full');
    });
    app.delivery.start();
    // A failed attempt waits; what was not tried yet does not.
    await eventually(runs, items => expect(items).toEqual(['2']));
  });

  it('takes large bodies in parts and small ones around them', async () => {
    const noise = Array.from({ length: 20_000 }, () => randomUUID());
    await put({ records: [runRecord(1)] });
    await put({ records: [runRecord(2)], noise }, 'large');
    await put({ records: [runRecord(2)], noise }, 'large');
    await put({ records: [runRecord(3)] });
    app.delivery.start();
    await eventually(runs, items => expect(items).toEqual(['3', '2', '1']));
    expect(await counts()).toEqual({ pending: 0, parked: 0 });
  });

  it.each([
    ['cut off', `{"records": [], "noise": ["${'x'.repeat(300_000)}`],
    ['followed by something', `${JSON.stringify(['x'.repeat(300_000)])} [`],
    ['nested deeply', '['.repeat(400_000)],
    ['nested deeply and closed', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['small and nested deeply', '['.repeat(50_000) + ']'.repeat(50_000)],
  ])('sets aside a body that is %s', async (_, body) => {
    await put(body);
    app.delivery.start();
    await eventually(counts, left =>
      expect(left).toEqual({ pending: 0, parked: 1 }),
    );
    const [{ error, attempts }] = await app.delivery.database.inbox.list({
      limit: 1,
    });
    expect(attempts).toBe(1);
    expect(error).not.toContain('xxx');
    expect(error).not.toContain('[[[');
  });
});
