import fc from 'fast-check';
import { DAY_MS } from '../duration';
import { suggestObjective } from './suggestObjective';

const windowMs = 30 * DAY_MS;

describe('suggestObjective', () => {
  it('is what most windows reached, with two digits of budget', () => {
    const achieved = [0.5, ...Array.from({ length: 19 }, () => 0.998731)];
    expect(suggestObjective({ achieved, windowMs })).toEqual({
      objective: 0.9987,
      limitedBy: 'history',
      achieved: { objective: 0.998731, share: 0.95, windows: 20, windowMs },
      ceiling: null,
      reasons: [
        '95 % of 20 windows of 30 days, one ending with each day, reached 99.8731 %.',
      ],
    });
  });

  it('is not above the product of what is needed', () => {
    expect(
      suggestObjective({
        achieved: [0.9995],
        windowMs,
        dependencies: [
          { name: 'database', objective: 0.999 },
          { name: 'login', objective: 0.995 },
        ],
      }),
    ).toMatchObject({
      objective: 0.994,
      limitedBy: 'dependencies',
      ceiling: 0.999 * 0.995,
      reasons: [
        'The only window of 30 days reached 99.95 %.',
        'Nothing can be better than what it needs: database 99.9 %, login 99.5 %, together 99.4005 %.',
      ],
    });
  });

  it('does not invent a limit where nothing was bad', () => {
    expect(suggestObjective({ achieved: [1, 1], windowMs })).toMatchObject({
      objective: null,
      achieved: null,
      reasons: [expect.stringContaining('no bad event')],
    });
    expect(suggestObjective({ achieved: [0], windowMs })).toMatchObject({
      objective: null,
    });
    expect(suggestObjective({ achieved: [], windowMs })).toBeNull();
  });

  it('was kept in its share of the windows, and is hardly lower than it must be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.5, max: 0.99999, noNaN: true }), {
          minLength: 1,
          maxLength: 100,
        }),
        fc.constantFrom(0.5, 0.9, 0.95, 1),
        (achieved, share) => {
          const objective = suggestObjective({
            achieved,
            windowMs,
            share,
          })!.objective!;
          const kept = (limit: number) =>
            achieved.filter(ratio => ratio >= limit - 1e-12).length;
          expect(kept(objective)).toBeGreaterThanOrEqual(
            share * achieved.length - 1e-9,
          );
          // A tenth of the budget less would have been too strict.
          expect(kept(1 - (1 - objective) * 0.89)).toBeLessThan(
            share * achieved.length + 1,
          );
        },
      ),
    );
  });

  it('refuses objectives in percent', () => {
    expect(() =>
      suggestObjective({
        achieved: [],
        windowMs,
        dependencies: [{ name: 'database', objective: 99.9 }],
      }),
    ).toThrow('"database" is 99.9');
  });
});
