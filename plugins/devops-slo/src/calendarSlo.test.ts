import fc from 'fast-check';
import { budgetSeries } from './budgetSeries';
import { CountBucket } from './counts';
import { describeSlo } from './describeSlo';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration';
import { evaluateSlo } from './evaluateSlo';
import { probeSpec } from './testSpec';

const at = (text: string) => Date.parse(text);

/** Of a month in Berlin, which began on 31 October at 23:00 UTC. */
const spec = probeSpec({
  target: 0.9,
  window: '1M',
  calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'Europe/Berlin' },
});
const START = at('2026-10-31T23:00:00Z');
const END = at('2026-11-30T23:00:00Z');

function bucket(start: number, bad: number, total: number): CountBucket {
  return { start, durationMs: HOUR_MS, good: total - bad, total };
}

/** The same in each hour from one time to another. */
function hours(from: number, to: number, bad: number, total: number) {
  return Array.from({ length: (to - from) / HOUR_MS }, (_, i) =>
    bucket(from + i * HOUR_MS, bad, total),
  );
}

const evaluate = (buckets: CountBucket[], now: number) =>
  evaluateSlo({
    spec,
    now,
    measurements: { buckets },
    freshness: { staleAfterMs: 10 * MINUTE_MS },
  });

describe('an objective with a calendar window', () => {
  it('spends its budget from the start of the period, to the event', () => {
    const now = START + 10 * HOUR_MS;
    const status = evaluate(
      [
        // All bad, and of October.
        ...hours(START - 3 * HOUR_MS, START, 20, 20),
        ...hours(START, now - HOUR_MS, 0, 20),
        bucket(now - HOUR_MS, 5, 20),
      ],
      now,
    );
    // 200 events so far allow 20 bad ones, and 5 of those are spent.
    expect(status).toMatchObject({
      range: { from: START, to: now, resetsAt: END },
      total: 200,
      bad: 5,
      coverage: 1,
    });
    expect(status.budgetRemaining).toBeCloseTo(15 / 20, 12);
    // Fixed windows look back beyond the start of the period: 3 days are more.
    const [, , , slowest] = status.burnWindows;
    expect(slowest.longBurn).toBeCloseTo((60 + 5) / 260 / 0.1, 9);
    expect(describeSlo(spec, status)).toBe(
      '90 % of requests to production succeed in every calendar month: the requests so far allow 20 failures; 5 are spent',
    );
  });

  it('has its whole budget again when the period begins anew', () => {
    const buckets = hours(END - DAY_MS, END + HOUR_MS, 4, 20);
    expect(evaluate(buckets, END)).toMatchObject({
      range: { from: END, to: END },
      total: 0,
      budgetRemaining: 1,
      exhaustsInMs: null,
    });
    // What burns goes on burning: it spends twice as fast as it may.
    expect(evaluate(buckets, END)).toMatchObject({ state: 'burning' });
    expect(evaluate(buckets, END - 1)).toMatchObject({ state: 'exhausted' });
    expect(evaluate(buckets, END + HOUR_MS)).toMatchObject({
      state: 'exhausted',
      total: 20,
      bad: 4,
    });
  });

  it('knows nothing of a period in which nothing was measured', () => {
    const buckets = hours(END - DAY_MS, END, 0, 20);
    expect(evaluate(buckets, END + HOUR_MS)).toMatchObject({
      state: 'no_data',
      budgetRemaining: null,
    });
  });

  it('is empty exactly when it says so, if everything goes on as it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 * 24 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 11, max: 100 }),
        (hoursSoFar, badBefore, badNow) => {
          const now = START + hoursSoFar * HOUR_MS + 4 * DAY_MS;
          const buckets = [
            ...hours(START, now - HOUR_MS, badBefore, 100),
            // Five minutes say how fast it burns now.
            ...Array.from({ length: 12 }, (_, i) => ({
              start: now - (12 - i) * 5 * MINUTE_MS,
              durationMs: 5 * MINUTE_MS,
              good: 100 - badNow,
              total: 100,
            })),
          ];
          const before = evaluate(buckets, now);
          const inMs = before.exhaustsInMs;
          if (inMs === null || inMs === 0) {
            return;
          }
          // Traffic as it was on average since the start of the period.
          const events = (before.total / (now - START)) * inMs;
          const bad = before.bad + (events * badNow) / 100;
          expect(bad / (before.total + events)).toBeCloseTo(0.1, 9);
          expect(now + inMs).toBeLessThan(END);
        },
      ),
    );
  });

  it('does not run out after its reset, nor at a burn of 1', () => {
    const now = END - DAY_MS;
    const steady = hours(START, now, 10, 100).map(one => ({
      ...one,
      good: one.good + (one.start === START ? 10 : 0),
    }));
    expect(evaluate(steady, now)).toMatchObject({
      state: 'ok',
      exhaustsInMs: null,
    });
    // At twice the speed half of the budget would last far into December.
    const burning = [
      ...hours(START, now - HOUR_MS, 1, 100),
      bucket(now - HOUR_MS, 20, 100),
    ];
    expect(evaluate(burning, now)).toMatchObject({
      state: 'at_risk',
      exhaustsInMs: null,
    });
  });

  it('says how long everything may fail in this month, not in any', () => {
    const status = evaluate([], at('2026-02-10T00:00:00Z'));
    expect(describeSlo(spec, status)).toContain(
      // A tenth of 28 days.
      'that allows 2 days 19 hours of total failure',
    );
    expect(describeSlo(spec)).toContain('that allows 3 days of total failure');
  });

  it('is judged as it would be with the buckets of the period alone', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            hour: fc.integer({ min: -48, max: 47 }),
            bad: fc.integer({ min: 0, max: 10 }),
          }),
          { maxLength: 60 },
        ),
        fc.integer({ min: 1, max: 48 }),
        (results, hour) => {
          const buckets = results.map(result =>
            bucket(END + result.hour * HOUR_MS, result.bad, 10),
          );
          const now = END + hour * HOUR_MS;
          const inPeriod = buckets.filter(({ start }) => start >= END);
          const [whole, alone] = [buckets, inPeriod].map(some =>
            evaluate(some, now),
          );
          expect(whole).toMatchObject({
            total: alone.total,
            bad: alone.bad,
            errorRatio: alone.errorRatio,
          });
        },
      ),
    );
  });
});

describe('budgetSeries over calendar windows', () => {
  it('tells what was left at the end of a period, and then of the new one', () => {
    const buckets = [
      bucket(END - 2 * HOUR_MS, 1, 20),
      bucket(END - HOUR_MS, 2, 20),
      bucket(END, 0, 20),
      bucket(END + HOUR_MS, 1, 20),
    ];
    const left = (step: number) =>
      budgetSeries({
        spec,
        buckets,
        from: END - 2 * HOUR_MS,
        to: END + 2 * HOUR_MS,
        step,
      }).map(({ budgetRemaining }) => Number(budgetRemaining?.toFixed(9)));
    // 1 of 20, then 3 of 40; then 0 of 20, and 1 of 40.
    expect(left(HOUR_MS)).toEqual([0.5, 0.25, 1, 0.75]);
    // A step over the boundary tells of the new period.
    expect(left(3 * HOUR_MS)).toEqual([1, 0.75]);
  });

  it('ends where the status stands', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            hour: fc.integer({ min: -72, max: 71 }),
            bad: fc.integer({ min: 0, max: 10 }),
          }),
        ),
        fc.integer({ min: -70, max: 72 }).filter(hour => hour !== 0),
        (results, hour) => {
          const buckets = results.map(result =>
            bucket(END + result.hour * HOUR_MS, result.bad, 10),
          );
          const to = END + hour * HOUR_MS;
          const points = budgetSeries({
            spec,
            buckets,
            from: END - 72 * HOUR_MS,
            to,
            step: 5 * HOUR_MS,
          });
          const { budgetRemaining, total } = evaluate(buckets, to);
          expect(points[points.length - 1].budgetRemaining).toEqual(
            total > 0 ? budgetRemaining : null,
          );
        },
      ),
    );
  });
});
