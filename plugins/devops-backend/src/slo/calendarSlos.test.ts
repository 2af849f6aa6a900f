import { TestDatabases } from '@backstage/backend-test-utils';
import {
  MINUTE_MS,
  productionOf,
  service,
  startSlos,
} from '../__testUtils__/startSlos';

jest.setTimeout(120_000);

const HOUR_MS = 60 * MINUTE_MS;
const SLOS = '/entities/component/default/shop/slos';
/** When December begins in Berlin. */
const RESET = Date.parse('2026-11-30T23:00:00Z');
const NOVEMBER = Date.parse('2026-10-31T23:00:00Z');

const probes = (outcome = '') =>
  `{ metricSource: { type: Probe, spec: { environment: production${outcome} } } }`;

const file = (duration: string) => `
apiVersion: openslo/v1
kind: SLO
metadata: { name: availability }
spec:
  service: shop
  budgetingMethod: Occurrences
  timeWindow:
    - duration: ${duration}
      isRolling: false
      calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin }
  indicator:
    metadata: { name: availability }
    spec: { ratioMetric: { good: ${probes(', outcome: success')}, total: ${probes()} } }
  objectives: [{ target: 0.9 }]
`;

describe('objectives with a calendar window', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  let stop: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  async function start(
    databaseId: Parameters<typeof databases.init>[0],
    options: { at: number; duration?: string },
  ) {
    const { at, duration = '1M' } = options;
    const world = await startSlos({
      knex: await databases.init(databaseId),
      entities: [service('shop'), productionOf('shop')],
      at,
    });
    stop = world.stop;
    world.files['slo/availability.yaml'] = file(duration);
    await world.readFiles();
    return {
      setClock: world.setClock,
      measure: (from: number, oks: boolean[]) =>
        world.measure(oks.map((ok, i) => ({ at: from + i * 15_000, ok }))),
      async slo() {
        const { items, problems } = await world.read(SLOS);
        expect(items).toHaveLength(1);
        return { ...items[0], problems };
      },
      history: (query: Record<string, string>) =>
        world.read(
          `${SLOS}/shop-availability/history?${new URLSearchParams(query)}`,
        ),
    };
  }

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    it('count the month, and have their whole budget again in the next one', async () => {
      const now = RESET - 10 * MINUTE_MS;
      const world = await start(databaseId, { at: now });
      // Of the last minute of October.
      await world.measure(NOVEMBER - MINUTE_MS, [true, false, false, false]);
      await world.measure(NOVEMBER, [true, true, false, true]);
      await world.measure(now - 2 * MINUTE_MS, [false, true, true, false]);

      const before = await world.slo();
      // 3 of 8 are bad, and a tenth may be.
      expect(before).toMatchObject({
        state: 'exhausted',
        total: 8,
        bad: 3,
        windowKind: 'calendar',
        windowText: '1M',
        period: {
          start: new Date(NOVEMBER).toISOString(),
          resetsAt: new Date(RESET).toISOString(),
          timeZone: 'Europe/Berlin',
        },
        exhaustsInMs: 0,
        sentence:
          '90 % of requests to production succeed in every calendar month: the requests so far allow no failures; 3 are spent.',
      });
      expect(JSON.stringify(before.problems)).not.toContain('calendar');
      expect(before.budgetRemaining).toBeCloseTo(1 - 3 / 8 / 0.1, 12);

      // Nothing has been measured in December yet.
      await world.measure(RESET - 15_000, [false]);
      world.setClock(RESET + 5_000);
      const reset = await world.slo();
      expect(reset).toMatchObject({
        total: 0,
        budgetRemaining: 1,
        period: {
          start: new Date(RESET).toISOString(),
          resetsAt: '2026-12-31T23:00:00.000Z',
        },
      });
      // Alerts look back over the reset.
      expect(['burning', 'at_risk']).toContain(reset.state);
      expect(reset.burnWindows[0].longBurn).toBeGreaterThan(1);

      world.setClock(RESET + 3 * MINUTE_MS);
      await world.measure(RESET, Array(11).fill(true));
      expect(await world.slo()).toMatchObject({
        total: 11,
        bad: 0,
        budgetRemaining: 1,
        measuredAt: new Date(RESET + 10 * 15_000).toISOString(),
      });
    });

    it('draw the budget since the period began, and the jump where it is asked for', async () => {
      const world = await start(databaseId, { at: RESET - 2 * HOUR_MS });
      await world.measure(RESET - 3 * HOUR_MS, [true, true, true, false]);
      await world.measure(RESET - 2 * HOUR_MS, [true, false]);
      world.setClock(RESET + HOUR_MS);
      await world.measure(RESET, [true, true]);
      await world.measure(RESET + HOUR_MS - 15_000, [false]);

      const across = await world.history({
        from: new Date(RESET - 4 * HOUR_MS).toISOString(),
        to: new Date(RESET + HOUR_MS).toISOString(),
        points: '5',
      });
      const left = (bad: number, total: number) =>
        expect.closeTo(1 - bad / total / 0.1, 12);
      expect(across.stepMs).toBe(HOUR_MS);
      expect(
        across.points.map(
          ({ budgetRemaining }: { budgetRemaining?: number }) =>
            budgetRemaining,
        ),
      ).toEqual([undefined, left(1, 4), left(2, 6), left(2, 6), left(1, 3)]);

      const usual = await world.history({});
      expect(usual.from).toBe(new Date(RESET).toISOString());
      expect(Date.parse(usual.to)).toBeGreaterThanOrEqual(RESET + HOUR_MS);
      expect(usual.points[0].budgetRemaining).toBe(1);
    });

    it('say from when on they count where the period is longer than counts are kept', async () => {
      const world = await start(databaseId, {
        at: RESET - HOUR_MS,
        duration: '1Y',
      });
      await world.measure(RESET - HOUR_MS - 15_000, [true]);
      expect((await world.slo()).sentence).toMatch(
        // A hundred days before.
        /Results are kept for less than the window, so those before 2026-08-22T22:00:\S+Z do not count\.$/,
      );
    });
  });
});
