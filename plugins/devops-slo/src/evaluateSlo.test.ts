import fc from 'fast-check';
import { CountBucket, CountIndex } from './counts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration';
import { evaluateSlo, SloFreshness } from './evaluateSlo';
import { SloSpec } from './model';
import { probeSpec } from './testSpec';

const now = Date.UTC(2026, 0, 31);
const freshness: SloFreshness = { staleAfterMs: 10 * MINUTE_MS };

/** Buckets of one minute that end at `now`, the given number of minutes back. */
function minutes(
  from: number,
  to: number,
  counts: { bad: number; total: number },
): CountBucket[] {
  return Array.from({ length: from - to }, (_, i) => ({
    start: now - (from - i) * MINUTE_MS,
    durationMs: MINUTE_MS,
    good: counts.total - counts.bad,
    total: counts.total,
  }));
}

const evaluate = (
  buckets: CountBucket[],
  options: { spec?: SloSpec; freshness?: SloFreshness } = {},
) =>
  evaluateSlo({
    spec: probeSpec(),
    now,
    measurements: { buckets },
    freshness,
    ...options,
  });

describe('evaluateSlo', () => {
  it('follows the formulas for a half-hour of 10 % errors', () => {
    // 30 days at 100 a minute: 4,320,000 events, a budget of 4,320.
    const status = evaluate([
      ...minutes(43_200, 30, { bad: 0, total: 100 }),
      ...minutes(30, 0, { bad: 10, total: 100 }),
    ]);
    expect(status).toMatchObject({
      state: 'burning',
      total: 4_320_000,
      bad: 300,
      coverage: 1,
      newestAt: now,
      currentBurnWindowMs: 5 * MINUTE_MS,
    });
    expect(status.errorRatio).toBeCloseTo(300 / 4_320_000, 12);
    expect(status.budgetRemaining).toBeCloseTo(1 - 300 / 4_320, 12);
    expect(status.currentBurn).toBeCloseTo(100, 9);
    expect(status.exhaustsInMs).toBeCloseTo(
      (30 * DAY_MS * (1 - 300 / 4_320)) / 100,
      3,
    );
    expect(
      status.burnWindows.map(({ longBurn, shortBurn, firing }) => [
        Number(longBurn?.toFixed(6)),
        Number(shortBurn?.toFixed(6)),
        firing,
      ]),
    ).toEqual([
      // 300 bad of 6,000 an hour is a burn of 50; of 36,000 in six hours 8.33.
      [50, 100, true],
      [8.333333, 100, true],
      [2.083333, 25, false],
      [0.694444, 8.333333, false],
    ]);
  });

  it.each([
    ['ok', minutes(43_200, 0, { bad: 0, total: 100 })],
    [
      'at_risk',
      [
        ...minutes(43_200, 5, { bad: 0, total: 1000 }),
        ...minutes(5, 0, { bad: 2, total: 1000 }),
      ],
    ],
    [
      'burning',
      [
        ...minutes(43_200, 30, { bad: 0, total: 100 }),
        ...minutes(30, 0, { bad: 50, total: 100 }),
      ],
    ],
    [
      'exhausted',
      [
        ...minutes(43_200, 43_000, { bad: 50, total: 100 }),
        ...minutes(43_000, 0, { bad: 0, total: 100 }),
      ],
    ],
    ['no_traffic', minutes(43_200, 0, { bad: 0, total: 0 })],
    ['stale', minutes(43_200, 11, { bad: 0, total: 100 })],
    ['no_data', minutes(43_300, 43_200, { bad: 0, total: 100 })],
    ['no_data', []],
  ])('is %s', (state, buckets) => {
    expect(evaluate(buckets).state).toBe(state);
  });

  it('keeps the numbers of stale results and predicts nothing from them', () => {
    const status = evaluate(minutes(43_200, 11, { bad: 1, total: 100 }));
    expect(status).toMatchObject({
      state: 'stale',
      bad: 43_189,
      exhaustsInMs: null,
    });
    expect(status.budgetRemaining).toBeCloseTo(-9, 9);
  });

  it('is not exhausted by a budget that is spent to the last event', () => {
    const buckets = [
      ...minutes(43_200, 43_199, { bad: 43_200, total: 43_200_000 }),
      ...minutes(43_199, 0, { bad: 0, total: 0 }),
    ];
    const exact = evaluate(buckets);
    expect(exact.budgetRemaining).toBeCloseTo(0, 9);
    expect(exact.state).toBe('ok');
    buckets[0] = { ...buckets[0], good: buckets[0].good - 1 };
    expect(evaluate(buckets).state).toBe('exhausted');
  });

  it('is unmeasured if nothing can measure it or ever did', () => {
    const spec = { ...probeSpec(), measuredBy: 'Prometheus' };
    expect(evaluate([], { spec }).state).toBe('unmeasured');
    expect(
      evaluate([], { spec, freshness: { ...freshness, measurable: true } })
        .state,
    ).toBe('no_data');
    expect(
      evaluate([], { spec, freshness: { ...freshness, newestAt: 0 } }).state,
    ).toBe('no_data');
    expect(
      evaluate([], { freshness: { ...freshness, measurable: false } }).state,
    ).toBe('unmeasured');
    const limited = {
      ...probeSpec(),
      limitations: ['Timeslices is not computed yet'],
    };
    expect(
      evaluate(minutes(100, 0, { bad: 0, total: 1 }), { spec: limited }).state,
    ).toBe('unmeasured');
  });

  it('counts [a, b): a bucket at the edge is in the window, one at its end is not', () => {
    const one = { durationMs: MINUTE_MS, good: 0, total: 1 };
    expect(evaluate([{ ...one, start: now - 30 * DAY_MS }]).total).toBe(1);
    expect(evaluate([{ ...one, start: now - 30 * DAY_MS - 1 }]).total).toBe(0);
    expect(evaluate([{ ...one, start: now }]).total).toBe(0);
    expect(evaluate([{ ...one, start: now - 1 }]).total).toBe(1);
  });

  it('says how much of the window was measured, counting overlaps once', () => {
    const day = minutes(1_440, 0, { bad: 0, total: 1 });
    expect(evaluate([...day, ...day])).toMatchObject({
      coverage: 1 / 30,
      total: 2_880,
    });
  });

  it('takes the burn of a longer window where the short one is idle', () => {
    const status = evaluate([
      ...minutes(43_200, 30, { bad: 0, total: 100 }),
      ...minutes(30, 8, { bad: 1, total: 10 }),
      ...minutes(8, 0, { bad: 0, total: 0 }),
    ]);
    expect(status.currentBurnWindowMs).toBe(30 * MINUTE_MS);
    expect(status.currentBurn).toBeCloseTo(100, 9);
    expect(status.burnWindows[0]).toMatchObject({
      shortBurn: null,
      firing: false,
    });
  });

  it('burns only with as many failures in the long window as the file asks for', () => {
    const spec = probeSpec();
    const asking = (minFailures: number) =>
      evaluate(minutes(60, 0, { bad: 1, total: 10 }), {
        spec: { ...spec, alerting: { ...spec.alerting, minFailures } },
      }).burnWindows.map(({ firing }) => firing);
    expect(asking(60)).toEqual([true, true, true, true]);
    expect(asking(61)).toEqual([false, false, false, false]);
  });

  it('gives the same from a function that counts as from buckets', () => {
    const buckets = [
      ...minutes(5_000, 10, { bad: 1, total: 900 }),
      ...minutes(10, 0, { bad: 3, total: 7 }),
    ];
    const index = new CountIndex(buckets);
    expect(
      evaluateSlo({
        spec: probeSpec(),
        now,
        measurements: { counts: range => index.counts(range) },
        freshness: { ...freshness, newestAt: now },
      }),
    ).toEqual(evaluate(buckets));
    expect(() =>
      evaluateSlo({
        spec: probeSpec(),
        now,
        measurements: { counts: range => index.counts(range) },
        freshness,
      }),
    ).toThrow('freshness.newestAt is missing');
  });

  it.each([
    { good: 2, total: 1 },
    { good: -1, total: 1 },
    { good: NaN, total: 1 },
    { good: 1, total: Infinity },
  ])('refuses the impossible bucket %p', counts => {
    expect(() => evaluate([{ start: now, durationMs: 1, ...counts }])).toThrow(
      'A bucket needs',
    );
  });
});

describe('evaluateSlo, for any buckets', () => {
  const bucket = fc
    .record({
      minutesAgo: fc.oneof(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 0, max: 44_000 }),
      ),
      total: fc.nat(1_000),
      badShare: fc.oneof(
        fc.constant(0),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
    })
    .map(({ minutesAgo, total, badShare }) => ({
      start: now - minutesAgo * MINUTE_MS,
      durationMs: MINUTE_MS,
      good: total - Math.floor(total * badShare),
      total,
    }));
  const bucketList = fc.array(bucket, { maxLength: 60 });
  const target = fc.constantFrom(0.5, 0.9, 0.95, 0.99, 0.999, 0.9999);

  const sum = (buckets: CountBucket[], windowMs: number) => {
    const inside = buckets.filter(
      ({ start }) => start >= now - windowMs && start < now,
    );
    const total = inside.reduce((all, { total: one }) => all + one, 0);
    const good = inside.reduce((all, { good: one }) => all + one, 0);
    return { total, bad: total - good };
  };

  it('fires exactly when both windows burn faster than the factor', () => {
    fc.assert(
      fc.property(bucketList, target, (buckets, objective) => {
        const spec = probeSpec({ target: objective });
        const status = evaluate(buckets, { spec });
        for (const { longMs, shortMs, factor, firing } of status.burnWindows) {
          const exceeds = (windowMs: number) => {
            const { bad, total } = sum(buckets, windowMs);
            return (
              total > 0 &&
              bad / total / Number((1 - objective).toFixed(15)) > factor
            );
          };
          expect(firing).toBe(exceeds(longMs) && exceeds(shortMs));
        }
      }),
    );
  });

  it('does not depend on their order', () => {
    fc.assert(
      fc.property(
        bucketList.chain(buckets =>
          fc.tuple(
            fc.constant(buckets),
            fc.shuffledSubarray(buckets, { minLength: buckets.length }),
          ),
        ),
        ([buckets, shuffled]) => {
          expect(evaluate(shuffled)).toEqual(evaluate(buckets));
        },
      ),
    );
  });

  it('spends the sum of what the parts spend: events add up, budgets by their share of events', () => {
    fc.assert(
      fc.property(bucketList, bucketList, (a, b) => {
        const [left, right, both] = [
          evaluate(a),
          evaluate(b),
          evaluate([...a, ...b]),
        ];
        expect(both.total).toBe(left.total + right.total);
        expect(both.bad).toBe(left.bad + right.bad);
        const spent = ({ budgetRemaining, total }: typeof both) =>
          budgetRemaining === null ? 0 : (1 - budgetRemaining) * total;
        expect(spent(both)).toBeCloseTo(spent(left) + spent(right), 3);
      }),
    );
  });

  it('never gets better when a good event turns bad', () => {
    const severity = ['ok', 'at_risk', 'burning', 'exhausted'];
    fc.assert(
      fc.property(bucketList, fc.nat(), (buckets, which) => {
        const candidates = buckets.filter(({ good }) => good > 0);
        fc.pre(candidates.length > 0);
        const changed = candidates[which % candidates.length];
        const worse = buckets.map(one =>
          one === changed ? { ...one, good: one.good - 1 } : one,
        );
        const [before, after] = [evaluate(buckets), evaluate(worse)];
        expect(after.bad).toBeGreaterThanOrEqual(before.bad);
        expect(after.budgetRemaining ?? 0).toBeLessThanOrEqual(
          before.budgetRemaining ?? 0,
        );
        expect(severity.indexOf(after.state)).toBeGreaterThanOrEqual(
          severity.indexOf(before.state),
        );
      }),
    );
  });

  it('counts as a sum over the window would', () => {
    fc.assert(
      fc.property(
        bucketList,
        fc.integer({ min: 1, max: 800 }),
        (buckets, hours) => {
          const { good, total } = new CountIndex(buckets).counts({
            from: now - hours * HOUR_MS,
            to: now,
          });
          expect({ total, bad: total - good }).toEqual(
            sum(buckets, hours * HOUR_MS),
          );
        },
      ),
    );
  });
});
