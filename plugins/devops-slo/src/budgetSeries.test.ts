import fc from 'fast-check';
import { budgetSeries } from './budgetSeries';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration';
import { evaluateSlo } from './evaluateSlo';
import { probeSpec } from './testSpec';

const bucket = (
  start: number,
  bad: number,
  total: number,
  durationMs = HOUR_MS,
) => ({
  start,
  durationMs,
  good: total - bad,
  total,
});

describe('budgetSeries', () => {
  it('shows errors when they happen and forgets them when they leave the window', () => {
    const spec = probeSpec({ target: 0.9, window: '3h' });
    const buckets = [0, 1, 2, 3, 4, 5].map(hour =>
      bucket(hour * HOUR_MS, hour === 1 ? 6 : 0, 20),
    );
    const points = budgetSeries({
      spec,
      buckets,
      from: 0,
      to: 6 * HOUR_MS,
      step: HOUR_MS,
    });
    expect(
      points.map(({ at, budgetRemaining, errorRatio, total, bad }) => [
        at / HOUR_MS,
        Number(budgetRemaining?.toFixed(9)),
        errorRatio,
        total,
        bad,
      ]),
    ).toEqual([
      [1, 1, 0, 20, 0],
      // 6 bad of 40, a budget of 4; then of 60, a budget of 6.
      [2, -0.5, 0.3, 20, 6],
      [3, 0, 0, 20, 0],
      [4, 0, 0, 20, 0],
      [5, 1, 0, 20, 0],
      [6, 1, 0, 20, 0],
    ]);
  });

  it('has no ratio where there are no events, and ends at the end', () => {
    const spec = probeSpec({ window: '1h' });
    expect(
      budgetSeries({
        spec,
        buckets: [bucket(0, 0, 10)],
        from: 0,
        to: 2.5 * HOUR_MS,
        step: HOUR_MS,
      }),
    ).toEqual([
      { at: HOUR_MS, budgetRemaining: 1, errorRatio: 0, total: 10, bad: 0 },
      {
        at: 2 * HOUR_MS,
        budgetRemaining: null,
        errorRatio: null,
        total: 0,
        bad: 0,
      },
      {
        at: 2.5 * HOUR_MS,
        budgetRemaining: null,
        errorRatio: null,
        total: 0,
        bad: 0,
      },
    ]);
  });

  it('ends where evaluateSlo stands', () => {
    const spec = probeSpec({ window: '7d' });
    const buckets = fc.array(
      fc
        .record({ hour: fc.nat(400), total: fc.nat(50), bad: fc.nat(50) })
        .map(({ hour, total, bad }) =>
          bucket(hour * HOUR_MS, Math.min(bad, total), total),
        ),
    );
    fc.assert(
      fc.property(buckets, fc.integer({ min: 1, max: 50 }), (some, hours) => {
        const to = 400 * HOUR_MS;
        const points = budgetSeries({
          spec,
          buckets: some,
          from: 0,
          to,
          step: hours * HOUR_MS,
        });
        const status = evaluateSlo({
          spec,
          now: to,
          measurements: { buckets: some },
          freshness: { staleAfterMs: DAY_MS },
        });
        expect(points[points.length - 1].budgetRemaining).toBe(
          status.budgetRemaining,
        );
        const bad = points.reduce((sum, point) => sum + point.bad, 0);
        expect(bad).toBe(
          some
            .filter(({ start }) => start < to)
            .reduce((sum, { good, total }) => sum + total - good, 0),
        );
      }),
    );
  });

  it('draws 90 days of minutes in well under a second', () => {
    const buckets = Array.from({ length: 90 * 1440 }, (_, i) =>
      bucket(i * MINUTE_MS, i % 997 === 0 ? 1 : 0, 10, MINUTE_MS),
    );
    const start = performance.now();
    const points = budgetSeries({
      spec: probeSpec(),
      buckets,
      from: 30 * DAY_MS,
      to: 90 * DAY_MS,
      step: HOUR_MS,
    });
    expect(points).toHaveLength(1440);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it.each([
    { from: 0, to: 10, step: 0 },
    { from: 0, to: 10, step: -1 },
    { from: 10, to: 0, step: 1 },
    { from: 0, to: 1e12, step: 1 },
    { from: 0, to: NaN, step: 1 },
  ])('refuses %p', range => {
    expect(() =>
      budgetSeries({ spec: probeSpec(), buckets: [], ...range }),
    ).toThrow('Cannot draw');
  });
});
