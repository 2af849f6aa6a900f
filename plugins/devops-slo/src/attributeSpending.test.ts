import fc from 'fast-check';
import { attributeSpending } from './attributeSpending';

const HOUR = 3_600_000;
const MEASURED = 10 * HOUR;

/** Ten hours of a window of ten, so that the sums are those of the budget. */
const hours = (of: (hour: number) => object) =>
  Array.from({ length: 10 }, (_, hour) => ({
    at: (hour + 1) * HOUR,
    ...of(hour),
  }));
const spend = (steps: ReturnType<typeof hours>, ...startHours: number[]) =>
  Object.fromEntries(
    attributeSpending({
      steps,
      stepMs: HOUR,
      starts: startHours.map(hour => ({ id: `at-${hour}`, at: hour * HOUR })),
      objective: 0.99,
      measuredMs: MEASURED,
    }),
  );

describe('attributeSpending', () => {
  it('gives each beginning what was spent until the next one', () => {
    const steps = hours(hour => ({ total: 100, bad: hour < 4 ? 0 : 1 }));
    expect(spend(steps, 6, 2)).toEqual({
      'at-2': expect.closeTo(0.2, 9),
      'at-6': expect.closeTo(0.4, 9),
    });
  });

  it('weighs busy hours by their events', () => {
    const steps = hours(hour =>
      hour === 5 ? { total: 910, bad: 10 } : { total: 10, bad: 0 },
    );
    // 10 bad ones of 1000 are the whole budget.
    expect(spend(steps, 5)).toEqual({ 'at-5': expect.closeTo(1, 9) });
  });

  it('goes by ratios where events are not counted', () => {
    const steps = hours(hour => ({ errorRatio: hour >= 8 ? 0.05 : 0 }));
    expect(spend(steps, 0)).toEqual({ 'at-0': expect.closeTo(1, 9) });
  });

  it('takes the first minute of a service for a whole step', () => {
    const spent = attributeSpending({
      steps: [{ at: HOUR }, { at: 2 * HOUR, errorRatio: 0.02 }],
      stepMs: HOUR,
      starts: [{ id: 'first', at: 0 }],
      objective: 0.99,
      measuredMs: HOUR / 60,
    });
    expect(spent.get('first')).toBeCloseTo(2, 9);
  });

  it('leaves out what was before the first, and where nothing was spent', () => {
    const steps = hours(hour => ({ errorRatio: hour === 0 ? 1 : 0 }));
    expect(spend(steps, 1, 4)).toEqual({});
    expect(spend(steps)).toEqual({});
    expect(
      spend(
        hours(() => ({})),
        0,
      ),
    ).toEqual({});
  });

  it('counts a step for what had begun by its middle', () => {
    const steps = hours(hour => ({ errorRatio: hour === 3 ? 0.1 : 0 }));
    expect(spend(steps, 0, 3.4)).toEqual({ 'at-3.4': expect.anything() });
    expect(spend(steps, 0, 3.6)).toEqual({ 'at-0': expect.anything() });
  });

  it('adds up to what was spent altogether', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 20 }), { minLength: 10, maxLength: 10 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
        (bad, starts) => {
          const spent = spend(
            hours(hour => ({ total: 100, bad: bad[hour] })),
            0,
            ...starts,
          );
          const sum = Object.values(spent).reduce((a, b) => a + b, 0);
          const all = bad.reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(all / 1000 / 0.01, 9);
        },
      ),
    );
  });
});
