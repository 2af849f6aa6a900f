import {
  alertFactor,
  budgetInEvents,
  budgetInMinutes,
  budgetRemaining,
  budgetUsed,
  burnRate,
  detectionTime,
  errorBudget,
  errorRatio,
  timeToExhaustion,
} from './budget';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration';

describe('error budget', () => {
  it.each([
    [0.999, 0.001],
    [0.9995, 0.0005],
    [0.99999, 0.00001],
    [0.95, 0.05],
  ])(
    'of %p is %p, without the noise of binary fractions',
    (objective, budget) => {
      expect(errorBudget(objective)).toBe(budget);
    },
  );

  it.each([0, 1, -0.1, 99.9, NaN])('refuses the objective %p', objective => {
    expect(() => errorBudget(objective)).toThrow(
      `The objective must be above 0 and below 1, it is ${objective}`,
    );
  });

  it('of 99.9 % over 30 days and 4,320,000 events is 4,320 events or 43.2 minutes', () => {
    expect(budgetInEvents(0.001, 4_320_000)).toBe(4_320);
    expect(budgetInMinutes(0.001, 30 * DAY_MS)).toBe(43.2);
  });

  it('is spent by bad events and can be overspent', () => {
    // 2,592 of 4,320 allowed failures: 60 % used, 40 % left.
    const ratio = errorRatio({ bad: 2_592, total: 4_320_000 })!;
    expect(ratio).toBeCloseTo(0.0006, 12);
    expect(budgetUsed(ratio, 0.001)).toBeCloseTo(0.6, 12);
    expect(budgetRemaining(ratio, 0.001)).toBeCloseTo(0.4, 12);
    expect(budgetRemaining(0.001, 0.001)).toBe(0);
    expect(budgetRemaining(0.0035, 0.001)).toBeCloseTo(-2.5, 12);
  });

  it('has no error ratio without events', () => {
    expect(errorRatio({ bad: 0, total: 0 })).toBeNull();
    expect(errorRatio({ bad: 0, total: 5 })).toBe(0);
  });
});

describe('burn', () => {
  it('of 14.4 spends 2 % of a 30-day budget in an hour', () => {
    expect(burnRate(0.0144, 0.001)).toBeCloseTo(14.4, 12);
    expect(
      alertFactor({
        budgetShare: 0.02,
        windowMs: 30 * DAY_MS,
        longMs: HOUR_MS,
      }),
    ).toBe(14.4);
  });

  it.each([
    // A full budget at burn 1 lasts the window, half of it at burn 6 for 2.5 days.
    [1, 1, 30 * DAY_MS],
    [0.5, 6, 2.5 * DAY_MS],
    [-0.2, 6, 0],
    [0, 0, 0],
    [0.5, 0, null],
  ])(
    'with %p left at burn %p exhausts in %p ms',
    (remaining, burn, expected) => {
      expect(timeToExhaustion({ windowMs: 30 * DAY_MS, remaining, burn })).toBe(
        expected,
      );
    },
  );

  it('is detected after k * B * L / e', () => {
    const fast = { factor: 14.4, budget: 0.001, longMs: HOUR_MS };
    // A complete outage fills 1.44 % of the hour after 51.84 seconds.
    expect(detectionTime({ ...fast, ratio: 1 })).toBeCloseTo(
      0.864 * MINUTE_MS,
      6,
    );
    expect(detectionTime({ ...fast, ratio: 0.0288 })).toBeCloseTo(
      30 * MINUTE_MS,
      6,
    );
    expect(detectionTime({ ...fast, ratio: 0.0144 })).toBeNull();
  });
});
