import { TestDatabases } from '@backstage/backend-test-utils';
import type { MeasurementRecord } from '@backstage-devops/plugin-devops-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../createDatabase';
import { DatabaseMeasurementStore } from './MeasurementStore';
import { HOUR_MS, MINUTE_MS, type Rollup } from './rollup';

jest.setTimeout(120_000);

const START = Date.parse('2026-03-01T12:00:00Z');
const ENTITY = 'component:default/shop';

function result(
  at: number,
  rest: Partial<MeasurementRecord> = {},
): MeasurementRecord {
  return {
    entityRef: ENTITY,
    environment: 'production',
    check: 'health',
    at,
    ok: true,
    latencyMs: 12.5,
    ...rest,
  };
}

describe('DatabaseMeasurementStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('%s', databaseId => {
    let knex: Knex;
    let store: DatabaseMeasurementStore;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory });
      store = new DatabaseMeasurementStore(knex);
    });

    beforeEach(() => clear());

    async function clear() {
      await knex('measurements').delete();
      await knex('measurement_rollups').delete();
      await knex('measurement_series').delete();
    }

    async function read(from: number, to: number, edges: number[] = []) {
      const series = await store.seriesOf(ENTITY);
      const rollups = await store.readRollups({
        seriesIds: series.map(({ id }) => id),
        from,
        to,
        edges,
        latencies: true,
      });
      return rollups
        .map(({ seriesId, ...rest }) => rest)
        .sort((a, b) => a.start - b.start);
    }

    it('counts by hour, and by minute in the hours that an edge cuts', async () => {
      const at = [0, 15, 61, 3600, 3660, 7200].map(s => START + s * 1000);
      await store.add(
        'probe',
        at.map((time, i) => result(time, { ok: i !== 1 })),
      );

      const end = START + 3 * HOUR_MS;
      expect(
        (await read(START, end, [START + HOUR_MS + 1])).map(rollup => [
          rollup.lengthMs / MINUTE_MS,
          (rollup.start - START) / MINUTE_MS,
          rollup.total,
          rollup.good,
          rollup.measuredMinutes,
        ]),
      ).toEqual([
        [60, 0, 3, 2, 2],
        [1, 60, 1, 1, 1],
        [1, 61, 1, 1, 1],
        [60, 120, 1, 1, 1],
      ]);
      expect(await store.seriesOf(ENTITY)).toEqual([
        expect.objectContaining({
          environment: 'production',
          check: 'health',
          newestAt: START + 7_200_000,
        }),
      ]);
    });

    it('keeps the latencies of good and bad results apart', async () => {
      await store.add('probe', [
        result(START, { latencyMs: 249.9 }),
        result(START + 1, { latencyMs: 250 }),
        result(START + 2, { latencyMs: 5_000, ok: false, reason: 'late' }),
      ]);

      const [hour] = await read(START, START + HOUR_MS);
      expect(hour.goodLatencies).toEqual({ 248000: 1, 250000: 1 });
      expect(hour.badLatencies).toEqual({ 5000000: 1 });
      expect(await knex('measurements').whereNotNull('reason')).toEqual([
        expect.objectContaining({
          reason: 'late',
          latency_us: expect.anything(),
        }),
      ]);
    });

    it('loses nothing when results of a series arrive at the same time', async () => {
      const records = Array.from({ length: 40 }, (_, i) => result(START + i));

      await Promise.all(records.map(record => store.add('probe', [record])));

      expect(await read(START, START + HOUR_MS)).toEqual([
        expect.objectContaining({ total: 40, good: 40, measuredMinutes: 1 }),
      ]);
    });

    it('ends in the same counts whatever the order, the batches and the repetitions', async () => {
      const record = fc
        .record({
          environment: fc.constantFrom('staging', 'production'),
          second: fc.integer({ min: 0, max: 7_400 }),
        })
        .map(({ environment, second }) =>
          // The same check always has the same result.
          result(START + second * 1000, {
            environment,
            ok: second % 3 !== 0,
            latencyMs: (second * 7_919) % 3_000,
          }),
        );
      const deliveries = fc
        .array(record, { minLength: 1, maxLength: 30 })
        .chain(records =>
          fc.tuple(
            fc.constant(records),
            fc.shuffledSubarray([...records, ...records, ...records], {
              minLength: records.length,
            }),
            fc.integer({ min: 1, max: 7 }),
          ),
        );

      await fc.assert(
        fc.asyncProperty(deliveries, async ([records, shuffled, size]) => {
          await clear();
          await store.add('probe', records);
          const once = await snapshot();

          await clear();
          const all = [...shuffled, ...records];
          for (let i = 0; i < all.length; i += size) {
            await store.add('probe', all.slice(i, i + size));
          }
          expect(await snapshot()).toEqual(once);
          expect(total(once)).toBe(countDistinct(records));
        }),
        { numRuns: 30 },
      );

      async function snapshot() {
        const series = (await store.seriesOf(ENTITY)).sort((a, b) =>
          a.environment.localeCompare(b.environment),
        );
        return Promise.all(
          series.map(async ({ id, environment, newestAt }) => {
            const rollups = await store.readRollups({
              seriesIds: [id],
              from: START,
              to: START + 3 * HOUR_MS,
              edges: [START + 1],
              latencies: true,
            });
            return {
              environment,
              newestAt,
              rollups: rollups
                .map(({ seriesId, ...rest }) => rest)
                .sort((a, b) => a.start - b.start),
            };
          }),
        );
      }
    });

    it('deletes what is no longer kept and nothing else', async () => {
      const old = START - 5 * HOUR_MS;
      await store.add('probe', [result(old), result(START)]);
      await store.add('other', [result(old, { check: 'other' })]);

      expect(
        await store.deleteExpired({
          results: [{ sourceId: 'probe', before: START }],
          rollupsBefore: old,
        }),
      ).toEqual({ results: 1, rollups: 0 });
      expect(await read(old, START + HOUR_MS)).toHaveLength(3);

      expect(
        await store.deleteExpired({
          results: [{ sourceId: 'other', before: old }],
          rollupsBefore: START,
        }),
      ).toEqual({ results: 0, rollups: 4 });
      expect(await knex('measurements').count('* as n').first()).toEqual({
        n: expect.anything(),
      });
      expect(await knex('measurements').select('series_id')).toHaveLength(2);
    });
  });
});

function total(
  series: Array<{ rollups: Array<Pick<Rollup, 'total'>> }>,
): number {
  return series
    .flatMap(({ rollups }) => rollups)
    .reduce((sum, rollup) => sum + rollup.total, 0);
}

function countDistinct(records: MeasurementRecord[]): number {
  return new Set(records.map(r => `${r.environment} ${r.at}`)).size;
}
