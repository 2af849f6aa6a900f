import {
  countProbeResult,
  type Indicator,
} from '@backstage-devops/plugin-devops-slo';
import fc from 'fast-check';
import {
  HOUR_MS,
  rollUp,
  type MeasurementRow,
} from '../database/measurements/rollup';
import { countRollups, seriesOfIndicator } from './countRollups';

const START = Date.parse('2026-03-01T00:00:00Z');
const SERIES = [
  { id: 1, environment: 'production', check: 'health', newestAt: START },
  { id: 2, environment: 'production', check: 'search', newestAt: START },
  { id: 3, environment: 'staging', check: 'health', newestAt: START },
];

function fasterThan(latencyBelowMs: number, check?: string): Indicator {
  const total = { type: 'Probe' as const, environment: 'production', check };
  return {
    kind: 'ratio',
    counter: true,
    role: 'good',
    counted: { ...total, outcome: 'success', latencyBelowMs },
    total,
  };
}

const rows = fc.array(
  fc.record({
    series_id: fc.constantFrom(1, 2, 3),
    at: fc.integer({ min: 0, max: 3 * HOUR_MS }).map(ms => START + ms),
    ok: fc.boolean(),
    latency_us: fc.integer({ min: 0, max: 2_000_000 }),
    reason: fc.constant(null),
  }),
  { maxLength: 60 },
);

function countOneByOne(indicator: Indicator, results: MeasurementRow[]) {
  return results.reduce(
    (sum, row) => {
      const { environment, check } = SERIES[row.series_id - 1];
      const counted = countProbeResult(
        { indicator },
        {
          environment,
          check,
          success: row.ok,
          latencyMs: row.latency_us / 1000,
        },
      );
      return {
        good: sum.good + counted.good,
        total: sum.total + counted.total,
      };
    },
    { good: 0, total: 0 },
  );
}

function countRolledUp(indicator: Indicator, results: MeasurementRow[]) {
  return countRollups({ indicator }, SERIES, rollUp(results, HOUR_MS)).reduce(
    (sum, bucket) => ({
      good: sum.good + bucket.good,
      total: sum.total + bucket.total,
    }),
    { good: 0, total: 0 },
  );
}

describe('countRollups', () => {
  it('counts thresholds that people write exactly as single results', () => {
    const thresholds = fc.constantFrom(50, 100, 125, 250, 300, 750, 1000, 1500);
    const checks = fc.constantFrom(undefined, 'health');
    fc.assert(
      fc.property(rows, thresholds, checks, (results, threshold, check) => {
        const indicator = fasterThan(threshold, check);
        expect(countRolledUp(indicator, results)).toEqual(
          countOneByOne(indicator, results),
        );
      }),
    );
  });

  it('counts other thresholds as one that is at most 1 % lower', () => {
    const thresholds = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(rows, thresholds, (results, threshold) => {
        const { good, total } = countRolledUp(fasterThan(threshold), results);
        const exact = countOneByOne(fasterThan(threshold), results);
        const lower = countOneByOne(fasterThan(threshold * 0.99), results);

        expect(total).toBe(exact.total);
        expect(good).toBeLessThanOrEqual(exact.good);
        expect(good).toBeGreaterThanOrEqual(lower.good);
      }),
    );
  });

  it('takes the series of the environment and check alone', () => {
    const ids = (check?: string) =>
      seriesOfIndicator(
        {
          counted: { type: 'Probe', environment: 'production' },
          total: { type: 'Probe', environment: 'production', check },
        },
        SERIES,
      ).map(({ id }) => id);

    expect(ids()).toEqual([1, 2]);
    expect(ids('search')).toEqual([2]);
  });
});
