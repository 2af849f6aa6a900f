import fc from 'fast-check';
import { alertWindows, alertWindowsOf } from './alertWindows';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration';
import { probeSpec } from './testSpec';

const shapes = (days: number, objective = 0.999) =>
  alertWindows({ windowMs: days * DAY_MS, objective }).map(
    ({ shortMs, longMs, factor, severity }) => [
      shortMs / MINUTE_MS,
      longMs / MINUTE_MS,
      factor,
      severity,
    ],
  );

describe('alertWindows', () => {
  it('are those of the workbook for 30 days', () => {
    expect(shapes(30)).toEqual([
      [5, 60, 14.4, 'page'],
      [30, 360, 6, 'page'],
      [120, 1440, 3, 'ticket'],
      [360, 4320, 1, 'ticket'],
    ]);
  });

  it('shrink with a window of 7 days and keep the factors', () => {
    // s = 7/30: 14 m, 84 m, 336 m, 1008 m; k = p * 10080 / L.
    expect(shapes(7)).toEqual([
      [2, 14, 14.4, 'page'],
      [7, 84, 6, 'page'],
      [28, 336, 3, 'ticket'],
      [84, 1008, 1, 'ticket'],
    ]);
  });

  it('keep their length over 90 days, where the same share burns three times as fast', () => {
    expect(shapes(90)).toEqual([
      [5, 60, 43.2, 'page'],
      [30, 360, 18, 'page'],
      [120, 1440, 9, 'ticket'],
      [360, 4320, 3, 'ticket'],
    ]);
  });

  it('never alert below the sustainable burn: a rounded window keeps a factor of 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 400 * 24 * 60 }),
        fc.double({ min: 0.5, max: 0.99999, noNaN: true }),
        fc.integer({ min: 0, max: 600_000 }),
        (minutes, objective, resolutionMs) => {
          const windows = alertWindows({
            windowMs: minutes * MINUTE_MS,
            objective,
            resolutionMs,
          });
          for (const { shortMs, longMs, factor, canFire } of windows) {
            expect(factor).toBeGreaterThanOrEqual(1);
            expect(shortMs).toBeLessThanOrEqual(longMs);
            expect(shortMs).toBeGreaterThanOrEqual(
              Math.max(2 * MINUTE_MS, 4 * resolutionMs, longMs / 12),
            );
            expect(longMs).toBeLessThanOrEqual(minutes * MINUTE_MS);
            // An outage has an error ratio of 1.
            expect(canFire).toBe(
              factor * Number((1 - objective).toFixed(15)) < 1,
            );
          }
        },
      ),
    );
  });

  it('are none where the window has no room for them', () => {
    expect(alertWindows({ windowMs: MINUTE_MS, objective: 0.999 })).toEqual([]);
  });

  it('say which pair can never fire', () => {
    const canFire = (objective: number) =>
      alertWindows({ windowMs: 30 * DAY_MS, objective }).map(
        pair => pair.canFire,
      );
    expect(canFire(0.999)).toEqual([true, true, true, true]);
    expect(canFire(0.93)).toEqual([false, true, true, true]);
    expect(canFire(0.8)).toEqual([false, false, true, true]);
  });

  it('hold at least four measurements', () => {
    const [fast] = alertWindows({
      windowMs: 30 * DAY_MS,
      objective: 0.999,
      resolutionMs: 5 * MINUTE_MS,
    });
    expect(fast.shortMs).toBe(20 * MINUTE_MS);
  });

  it('are replaced by those that the file declares', () => {
    const spec = probeSpec({
      extra: `  alertPolicies:
    - spec:
        conditions:
          - spec: { severity: page, condition: { kind: burnrate, op: gt, threshold: 10, lookbackWindow: 2h } }
`,
    });
    expect(alertWindowsOf(spec)).toEqual([
      {
        longMs: 2 * HOUR_MS,
        shortMs: 10 * MINUTE_MS,
        factor: 10,
        severity: 'page',
        canFire: true,
      },
    ]);
  });
});
