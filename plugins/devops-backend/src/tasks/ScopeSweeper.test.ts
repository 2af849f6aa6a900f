import { TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestApp } from '../__testUtils__/createTestApp';
import { component } from '../__testUtils__/startDevops';
import { runRecord, START, TestSource } from '../__testUtils__/TestSource';
import { sweepSource } from './sweepSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MINUTE = 60_000;
const CART = '/entities/component/default/cart';

describe.each(databases.eachSupportedId())('the sweep (%s)', id => {
  let source: TestSource;
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let now: number;

  beforeEach(async () => {
    now = START;
    source = new TestSource();
    app = await createTestApp({
      knex: await databases.init(id),
      sources: [source],
      entities: [component(), component('billing', 'shop/billing')],
      now: () => now,
    });
    await app.delivery.bindings.followCatalog(new AbortController().signal);
  });

  const sweep = (signal = new AbortController().signal) =>
    sweepSource(source, app.delivery, signal);
  const cursorOf = async (scope = 'shop/cart') => {
    const state = await app.delivery.database.readSourceState({
      sourceId: 'lab',
      scope,
    });
    return state?.cursor ? Number(state.cursor) : undefined;
  };
  const runs = async () =>
    (await request(app.server).get(`${CART}/runs`)).body.items;

  it('reads each scope from where the last sweep began, with an overlap', async () => {
    await sweep();
    expect(source.sweptSince).toEqual([undefined, undefined]);
    expect(await cursorOf()).toBe(START);
    now += 10 * MINUTE;
    await sweep();
    expect(source.sweptSince[2]).toEqual(new Date(START - 2 * MINUTE));
    expect(await cursorOf()).toBe(START + 10 * MINUTE);
  });

  it('finds the end of a run whose webhooks were all lost', async () => {
    await app.delivery.database.applyRecords('lab', [
      runRecord(1, { status: 'running' }),
    ]);
    source.runs.set('run:1', [runRecord(1)]);
    await sweep();
    expect(await runs()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('does not move the cursor past the last change of a run that goes on', async () => {
    const running = runRecord(1, { status: 'running', at: 30 });
    source.reported.set('shop/cart', [running]);
    source.runs.set('run:1', [running]);
    now = START + 10 * MINUTE;
    await sweep();
    expect(await cursorOf()).toBe(START + 30_000);

    source.runs.set('run:1', [runRecord(1, { at: 700 })]);
    source.reported.set('shop/cart', []);
    now += MINUTE;
    await sweep();
    expect(await cursorOf()).toBe(now);
  });

  it('is not held back by a run that waits for a person', async () => {
    const waiting = runRecord(1, { status: 'waiting', waitingOn: 'manual' });
    source.reported.set('shop/cart', [waiting]);
    source.runs.set('run:1', [waiting]);
    now = START + 10 * MINUTE;
    await sweep();
    expect(await cursorOf()).toBe(now);
  });

  it('leaves the cursor where it is when a scope fails, and goes on with the others', async () => {
    await sweep();
    const { sweep: read } = source.pipelines;
    jest.spyOn(source.pipelines, 'sweep').mockImplementation(async options => {
      if (options.scope === 'shop/billing') {
        throw new Error('429 from https://bot:hunter2@host/ token=hunter2');
      }
      await read(options);
    });
    now += 10 * MINUTE;
    source.reported.set('shop/cart', [runRecord(1)]);
    await sweep();
    expect(await cursorOf('shop/billing')).toBe(START);
    expect(await cursorOf('shop/cart')).toBe(now);
    expect(await runs()).toHaveLength(1);

    const { body } = await request(app.server).get(
      '/entities/component/default/billing/runs',
    );
    const [health] = body.freshness.sources;
    expect(health.state).toBe('failing');
    expect(health.lastError.message).toMatch(/^429 from/);
    expect(health.lastError.message).not.toContain('hunter2');

    // It is left alone for a while.
    const calls = source.calls.length;
    await sweep();
    expect(source.calls.slice(calls)).toEqual(['pipelines.sweep shop/cart']);
  });

  it('does not count what was aborted as a failure', async () => {
    const controller = new AbortController();
    jest.spyOn(source.pipelines, 'sweep').mockImplementation(async () => {
      controller.abort();
      throw new Error('aborted');
    });
    await expect(sweep(controller.signal)).rejects.toThrow();
    expect(await cursorOf()).toBeUndefined();
    const { body } = await request(app.server).get(`${CART}/runs`);
    expect(body.freshness.state).toBe('never');
  });

  describe('counts runs where the provider can', () => {
    const HOUR = 60 * MINUTE;
    const runsOf = (...numbers: number[]) => numbers.map(n => runRecord(n));
    const freshness = async () =>
      (await request(app.server).get(`${CART}/runs`)).body.freshness;
    const stateOf = () =>
      app.delivery.database.readSourceState({
        sourceId: 'lab',
        scope: 'shop/cart',
      });
    /** What the provider has, of which its lists may lack some. */
    const providerHas = (...numbers: number[]) => {
      source.countsRuns = ({ since, until }) =>
        runsOf(...numbers).filter(
          run =>
            Date.parse(run.createdAt) >= since.getTime() &&
            Date.parse(run.createdAt) < until.getTime(),
        ).length;
    };
    const providerLists = (...numbers: number[]) =>
      source.reported.set('shop/cart', runsOf(...numbers));

    beforeEach(() => {
      now = START + HOUR;
    });

    it('and reads the span again from which some are missing', async () => {
      providerHas(1, 2, 3);
      providerLists(1, 3);
      await sweep();
      const gapAt = now - 24 * HOUR - 10 * MINUTE;
      expect(await stateOf()).toMatchObject({ gap_count: 1 });
      expect(await cursorOf()).toBe(gapAt);
      expect((await freshness()).completeUntil).toBe(
        new Date(gapAt).toISOString(),
      );

      providerLists(1, 2, 3);
      now += 5 * MINUTE;
      source.sweptSince.length = 0;
      await sweep();
      expect(source.sweptSince).toContainEqual(new Date(gapAt - 2 * MINUTE));
      expect(await stateOf()).toMatchObject({ gap_at: null, gap_count: null });
      expect(await cursorOf()).toBe(now);
      expect((await freshness()).completeUntil).toBe(
        new Date(now).toISOString(),
      );
    });

    it('and does not claim to be complete while a gap cannot be closed, nor reads it for ever', async () => {
      providerHas(1, 2);
      providerLists(1);
      const cursors: Array<number | undefined> = [];
      const gapAt = now - 24 * HOUR - 10 * MINUTE;
      for (let n = 0; n < 10; n += 1) {
        await sweep();
        cursors.push(await cursorOf());
        now += 5 * MINUTE;
      }
      const readAgain = cursors.flatMap((cursor, n) =>
        cursor === gapAt ? [n] : [],
      );
      expect(readAgain).toEqual([0, 1, 2, 4, 8]);
      expect((await freshness()).completeUntil).toBe(
        new Date(gapAt).toISOString(),
      );
    });

    it('and keeps a gap while the provider cannot count', async () => {
      providerHas(1, 2);
      providerLists(1);
      await sweep();
      const before = await freshness();
      source.countsRuns = () => {
        throw new Error('503');
      };
      now += 5 * MINUTE;
      await sweep();
      const after = await freshness();
      expect(after.completeUntil).toBe(before.completeUntil);
      expect(after.state).not.toBe('failing');
    });

    it('and does not mind runs that the provider deleted, nor those of the last minutes', async () => {
      await app.delivery.database.applyRecords('lab', runsOf(1, 2));
      providerHas(1, 36);
      await sweep();
      expect(await stateOf()).toMatchObject({ gap_at: null });
      expect(await cursorOf()).toBe(now);
    });

    it('and asks for each span once', async () => {
      const spans: Array<{ since: Date; until: Date }> = [];
      source.countsRuns = span => {
        spans.push(span);
        return 0;
      };
      for (let n = 0; n < 13; n += 1) {
        await sweep();
        now += 10 * MINUTE;
      }
      const cart = spans.filter((_, index) => index % 2 === 0);
      expect(cart).toHaveLength(3);
      expect(cart[1].since).toEqual(cart[0].until);
      expect(cart[2].since).toEqual(cart[1].until);
    });
  });

  it('stops asking for a run that the provider forgot', async () => {
    await app.delivery.database.applyRecords('lab', [
      runRecord(1, { status: 'running' }),
    ]);
    await sweep();
    await sweep();
    expect(
      source.calls.filter(call => call === 'pipelines.readRun run:1'),
    ).toHaveLength(1);
  });
});
