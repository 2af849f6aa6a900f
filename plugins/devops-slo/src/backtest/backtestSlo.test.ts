import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../duration';
import { SloSpec } from '../model';
import { parseSloFiles, rollingWindow } from '../parseSloFiles';
import { slothSpec } from '../testSloth';
import { backtestSlo } from './backtestSlo';
import { BacktestPoint, BacktestResult } from './model';
import { naiveFiring } from './naiveBacktest';

const START = Date.UTC(2026, 0, 5);

function specOf(
  options: { objective?: number; window?: string } = {},
): SloSpec {
  const { objective = 99, window = '30d' } = options;
  const { specs } = parseSloFiles(
    [{ file: 'slo.yaml', text: slothSpec({ objective }) }],
    { defaultWindow: rollingWindow(window) },
  );
  return specs[0];
}

/** Minutes of the same kind, one phase after the other; null for no measurement. */
function minutes(
  ...phases: Array<[count: number, bad: number | null, total?: number]>
): BacktestPoint[] {
  let at = START;
  return phases.flatMap(([count, bad, total = 1000]) =>
    Array.from({ length: count }, () => {
      at += MINUTE_MS;
      return bad === null ? [] : [{ at, bad, total }];
    }).flat(),
  );
}

function replay(
  points: BacktestPoint[],
  options: Partial<Parameters<typeof backtestSlo>[0]> = {},
): BacktestResult {
  return backtestSlo({
    spec: specOf(),
    history: { stepMs: MINUTE_MS, points },
    ...options,
  });
}

const minute = (time: number) => (time - START) / MINUTE_MS;

/** The evaluations at which alerts of a severity fire. */
function firing(result: BacktestResult, severity: string): number[] {
  const times = result.alerts
    .filter(alert => alert.severity === severity && alert.cause === 'burnRate')
    .flatMap(({ startedAt, endedAt }) => {
      const end = endedAt ?? result.to + result.stepMs;
      return Array.from(
        { length: (end - startedAt) / result.stepMs },
        (_, i) => startedAt + i * result.stepMs,
      );
    });
  return [...new Set(times)].sort((a, b) => a - b);
}

describe('backtestSlo', () => {
  it('tells of an outage, when it was paged and what it spent', () => {
    const result = replay(
      minutes([DAY_MS / MINUTE_MS, 0], [60, 500], [1380, 0]),
    );
    const [page, ...others] = result.alerts.filter(
      ({ severity }) => severity === 'page',
    );
    expect(others).toEqual([]);
    expect(page.windows.map(({ longMs }) => longMs / HOUR_MS)).toEqual([1, 6]);
    expect(page.peakBurnRate).toBe(50);
    // 14.4 times 1 % of an hour of 1000 events a minute are 8640: 18 minutes.
    expect(minute(page.startedAt)).toBe(1440 + 18);
    // Half an hour after the outage nothing is left in the short windows.
    expect(minute(page.endedAt!)).toBeGreaterThan(1440 + 60);
    expect(page.durationMs).toBe(page.endedAt! - page.startedAt);
    // 30 days allow 432,000 bad events.
    expect(page.budgetSpent).toBeCloseTo((42 * 500) / 432_000, 6);

    expect(result.stretches).toHaveLength(1);
    const [stretch] = result.stretches;
    expect(minute(stretch.startedAt)).toBe(1440);
    expect(minute(stretch.endedAt)).toBe(1500);
    expect(stretch.burnRate).toBeCloseTo(50, 9);
    expect(stretch.detectionMs).toBe(18 * MINUTE_MS);
    expect(stretch.budgetSpentUntilPage).toBeCloseTo((18 * 500) / 432_000, 9);
    expect(result.detection).toEqual({
      precision: 1,
      recall: 1,
      medianMs: 18 * MINUTE_MS,
      longestMs: 18 * MINUTE_MS,
    });
    expect(result.perWeek.pages).toBeCloseTo(3.5, 9);
    expect(result.achieved).toBeCloseTo(1 - 30_000 / 2_880_000, 9);
    expect(result.days.map(({ day, bad }) => [day, bad])).toEqual([
      ['2026-01-05', 0],
      ['2026-01-06', 30_000],
    ]);
  });

  it('finds what spent the budget without a page, and pages that no stretch explains', () => {
    // Twice the budget for a day is too slow for a page; a short peak is one.
    const result = replay(
      minutes([2880, 0], [1440, 20], [2880, 0], [10, 1000], [1430, 0]),
      { significantShare: 0.03 },
    );
    expect(result.stretches).toEqual([
      expect.objectContaining({
        detectionMs: null,
        budgetSpentUntilPage: null,
      }),
    ]);
    expect(result.stretches[0].ticketMs).toBeNull();
    expect(minute(result.stretches[0].startedAt)).toBe(2880);
    expect(minute(result.stretches[0].endedAt)).toBe(2880 + 1440);
    expect(result.detection).toMatchObject({ precision: 0, recall: 0 });
  });

  it('begins a stretch where errors add up, and not at single ones before', () => {
    const noise = Array.from({ length: 20 }, (): [number, number] => [
      1, 30,
    ]).flatMap((bad): Array<[number, number]> => [bad, [9, 0]]);
    const result = replay(minutes([600, 0], ...noise, [60, 500], [600, 0]));
    expect(result.stretches.map(({ startedAt }) => minute(startedAt))).toEqual([
      800,
    ]);
  });

  it('counts a page that began before a stretch as told at once', () => {
    const result = replay(
      minutes([1440, 0], [120, 500], [20, 0], [120, 500], [1440, 0]),
    );
    expect(result.stretches).toHaveLength(1);
    expect(result.stretches[0].detectionMs).toBe(18 * MINUTE_MS);
  });

  it('waits as long as a policy says, and asks for failures', () => {
    const spec = specOf();
    const held: SloSpec = {
      ...spec,
      alerts: [
        {
          severity: 'page',
          severityText: 'page',
          threshold: 10,
          lookbackMs: HOUR_MS,
          alertAfterMs: 5 * MINUTE_MS,
        },
      ],
    };
    const points = minutes([120, 0], [30, 1000], [120, 0]);
    const start = (options: object) =>
      replay(points, { spec: held, ...options }).alerts.map(({ startedAt }) =>
        minute(startedAt),
      );
    // 10 % of the hour are bad after 7 minutes.
    expect(start({})).toEqual([120 + 7 + 5]);
    expect(start({ minFailures: 1e9 })).toEqual([]);
  });

  it('tells of missing data after ten minutes, and of nothing else then', () => {
    const result = replay(minutes([300, 0], [60, null], [300, 0]));
    expect(
      result.alerts.map(({ cause, severity, startedAt, endedAt }) => [
        cause,
        severity,
        minute(startedAt),
        minute(endedAt!),
      ]),
      // The last measurement is in windows of five minutes until 304.
    ).toEqual([['noData', 'ticket', 305 + 10, 361]]);
    expect(result.perWeek.tickets).toBe(0);
    expect(result.measuredShare).toBeCloseTo(600 / 660, 9);
  });

  it('fills windows with what was before the start, and tells nothing of it', () => {
    const points = minutes([1440, 500], [1440, 0]);
    const result = replay(points, { from: START + DAY_MS });
    expect(result).toMatchObject({ bad: 0, total: 1_440_000, achieved: 1 });
    expect(result.alerts.filter(({ severity }) => severity === 'page')).toEqual(
      [],
    );
    expect(result.days).toHaveLength(1);
    expect(result.days[0].budgetRemaining).toBeLessThan(-20);
  });

  it('gives the budget of each day over its window', () => {
    const spec = specOf({ window: '2d' });
    const result = replay(minutes([1440, 10], [1440, 5], [1440, 0], [720, 0]), {
      spec,
    });
    expect(
      result.days.map(({ isWindowFilled, budgetRemaining }) => [
        isWindowFilled,
        Number(budgetRemaining?.toFixed(2)),
      ]),
    ).toEqual([
      [false, 0],
      [true, 0.25],
      [true, 0.75],
      [true, 0.87],
    ]);
  });

  it('counts slices once a slice', () => {
    const { specs } = parseSloFiles([
      {
        file: 'slo.yaml',
        text: `apiVersion: openslo/v1
kind: SLO
metadata: { name: slices }
spec:
  service: shop
  indicator: { metadata: { name: sli }, spec: { ratioMetric: { counter: true, bad: ${prometheus('bad_total')}, total: ${prometheus('all_total')} } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Timeslices
  objectives: [{ target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 5m }]
`,
      },
    ]);
    // 5 % is good, 6 % is bad; a slice without traffic is neither.
    const result = replay(
      minutes([1000, 50], [100, 60], [100, 0, 0], [240, 0]),
      { spec: specs[0] },
    );
    expect(result).toMatchObject({ bad: 20, total: (1440 - 100) / 5 });
    expect(result.alerts.map(({ severity }) => severity)).toContain('page');
  });

  it('weighs ratios the same, whatever is behind them', () => {
    const sli = 'raw: { error_ratio_query: "bad:ratio[{{.window}}]" }';
    const { specs } = parseSloFiles([
      { file: 'slo.yaml', text: slothSpec({ objective: 99, sli }) },
    ]);
    const result = replay(minutes([60, 10, 100], [60, 0, 10_000]), {
      spec: specs[0],
    });
    expect(result.total).toBe(120);
    expect(result.achieved).toBeCloseTo(0.95, 9);
  });

  const phase = fc.record({
    length: fc.integer({ min: 1, max: 60 }),
    kind: fc.constantFrom('calm', 'bad', 'outage', 'idle', 'gap'),
    total: fc.constantFrom(3, 50, 1000),
  });
  const share = { calm: 0, bad: 0.1, outage: 0.9, idle: 0, gap: 0 };
  const past = fc
    .array(phase, { minLength: 2, maxLength: 12 })
    .map(phases =>
      minutes(
        [1, 0, 10],
        ...phases.map(
          ({ length, kind, total }): [number, number | null, number] => [
            length,
            kind === 'gap' ? null : Math.round(total * share[kind]),
            kind === 'idle' ? 0 : total,
          ],
        ),
        [1, 0, 10],
      ),
    );

  it('agrees with the definition of the rules, whatever happened', () => {
    fc.assert(
      fc.property(
        past,
        fc.constantFrom('1d', '3d', '7d'),
        fc.constantFrom(95, 99, 99.9),
        fc.boolean(),
        // No sum of whole numbers comes to it, so that rounding does not matter.
        fc.constantFrom(0, 30.123),
        (points, window, objective, closedRanges, minFailures) => {
          const spec = specOf({ objective, window });
          const result = replay(points, { spec, closedRanges, minFailures });
          const expected = naiveFiring(
            spec,
            { stepMs: MINUTE_MS, points },
            { closedRanges, minFailures },
          );
          expect(firing(result, 'page')).toEqual(expected.page);
          expect(firing(result, 'ticket')).toEqual(expected.ticket);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('finds stretches that add up as they are defined, and counts each event once', () => {
    fc.assert(
      fc.property(past, fc.constantFrom('1d', '30d'), (points, window) => {
        const spec = specOf({ window });
        const result = replay(points, { spec, significantShare: 0 });
        const sum = (key: 'bad' | 'total', from: number, to: number) =>
          points
            .filter(({ at }) => at > from && at <= to)
            .reduce((all, point) => all + point[key], 0);
        const excess = (from: number, to: number) =>
          sum('bad', from, to) - 0.01 * sum('total', from, to);
        let previousEnd = -Infinity;
        for (const { startedAt, endedAt } of result.stretches) {
          expect(startedAt).toBeGreaterThanOrEqual(previousEnd);
          expect(endedAt).toBeGreaterThan(startedAt);
          for (let at = startedAt; at <= endedAt; at += MINUTE_MS) {
            // Nothing is gained by another end.
            expect(excess(startedAt, at)).toBeLessThanOrEqual(
              excess(startedAt, endedAt) + 1e-6,
            );
          }
          // The first and the last minute were both too bad.
          expect(excess(startedAt, startedAt + MINUTE_MS)).toBeGreaterThan(0);
          expect(excess(endedAt - MINUTE_MS, endedAt)).toBeGreaterThan(0);
          previousEnd = endedAt;
        }
        expect(sum('bad', -Infinity, Infinity)).toBe(result.bad);
        expect(result.days.reduce((all, { bad }) => all + bad, 0)).toBe(
          result.bad,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('replays 90 days of minutes in less than a second', () => {
    const points = Array.from({ length: 90 * 1440 }, (_, i) => ({
      at: START + (i + 1) * MINUTE_MS,
      bad: i % 4000 < 30 ? 500 : i % 2,
      total: 1000,
    }));
    const timed = () => {
      const begun = performance.now();
      const result = replay(points);
      return { result, took: performance.now() - begun };
    };
    // The best of three: other things run on the machine of the tests.
    const runs = [timed(), timed(), timed()];
    expect(Math.min(...runs.map(({ took }) => took))).toBeLessThan(1000);
    const [{ result }] = runs;
    expect(result.days).toHaveLength(90);
    expect(result.alerts.length).toBeGreaterThan(10);
  });

  it.each([
    [[], 'is empty'],
    [[{ at: START, bad: 2, total: 1 }], '0 <= bad <= total'],
    [[{ at: START, bad: NaN, total: 1 }], '0 <= bad <= total'],
    [
      [
        { at: START, bad: 0, total: 1 },
        { at: START + 90_000, bad: 0, total: 1 },
      ],
      'Point 2 of the history',
    ],
    [
      [
        { at: START, bad: 0, total: 1 },
        { at: START, bad: 0, total: 1 },
      ],
      'Point 2 of the history',
    ],
  ])('refuses the history %j', (points, message) => {
    expect(() => replay(points)).toThrow(message);
  });

  it('refuses a step that is longer than a window', () => {
    const points = [{ at: START, bad: 0, total: 1 }];
    expect(() =>
      backtestSlo({
        spec: specOf({ window: '7d' }),
        history: { stepMs: 5 * MINUTE_MS, points },
      }),
    ).toThrow('give a history with a shorter step');
  });
});

function prometheus(query: string): string {
  return `{ metricSource: { type: Prometheus, spec: { query: 'sum(${query})' } } }`;
}
