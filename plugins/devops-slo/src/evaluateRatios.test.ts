import { alertWindows } from './alertWindows';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration';
import { evaluateRatios, EvaluateRatiosOptions } from './evaluateRatios';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const WINDOW_MS = 30 * DAY_MS;
const CALM = [
  { windowMs: 5 * MINUTE_MS, errorRatio: 0 },
  { windowMs: HOUR_MS, errorRatio: 0.005 },
  { windowMs: WINDOW_MS, errorRatio: 0.004 },
];

function evaluate(changes: Partial<EvaluateRatiosOptions> = {}) {
  return evaluateRatios({
    objective: 0.99,
    windowMs: WINDOW_MS,
    alertWindows: alertWindows({ windowMs: WINDOW_MS, objective: 0.99 }),
    ratios: CALM,
    coverage: 'events',
    now: NOW,
    newestAt: NOW - MINUTE_MS,
    staleAfterMs: 5 * MINUTE_MS,
    ...changes,
  });
}

describe('evaluateRatios', () => {
  it('computes budget and burn from recorded ratios', () => {
    const status = evaluate();
    expect(status.state).toBe('ok');
    expect(status.errorRatio).toBe(0.004);
    expect(status.budgetRemaining).toBeCloseTo(0.6, 12);
    expect(status.currentBurn).toBe(0);
    expect(status.currentBurnWindowMs).toBe(5 * MINUTE_MS);
    expect(status.exhaustsInMs).toBeNull();
  });

  it('fires a pair when both of its windows exceed the factor', () => {
    const status = evaluate({
      ratios: [
        { windowMs: 5 * MINUTE_MS, errorRatio: 0.5 },
        { windowMs: HOUR_MS, errorRatio: 0.2 },
        { windowMs: WINDOW_MS, errorRatio: 0.005 },
      ],
    });
    expect(status.state).toBe('burning');
    expect(status.burnWindows.map(({ firing }) => firing)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    // W * remaining / burn = 30 d * 0.5 / 50
    expect(status.exhaustsInMs).toBeCloseTo(0.3 * DAY_MS, 3);
  });

  it('is at risk above a burn of 1, and exhausted below an empty budget', () => {
    const ratios = (short: number, whole: number) => [
      { windowMs: 5 * MINUTE_MS, errorRatio: short },
      { windowMs: WINDOW_MS, errorRatio: whole },
    ];
    expect(evaluate({ ratios: ratios(0.02, 0.001) }).state).toBe('at_risk');
    expect(evaluate({ ratios: ratios(0, 0.02) }).state).toBe('exhausted');
  });

  it.each<[string, Partial<EvaluateRatiosOptions>, string]>([
    ['nothing was ever recorded', { newestAt: null, ratios: [] }, 'no_data'],
    ['nothing is recorded any more', { coverage: 'no_data' }, 'stale'],
    ['the newest result is old', { newestAt: NOW - 6 * MINUTE_MS }, 'stale'],
    [
      'the newest result has left the window',
      { newestAt: NOW - 31 * DAY_MS },
      'no_data',
    ],
    [
      'there is no traffic',
      { coverage: 'no_traffic', ratios: [] },
      'no_traffic',
    ],
    [
      'the ratio of the window is NaN',
      { coverage: 'not_a_number', ratios: CALM.slice(0, 2) },
      'no_data',
    ],
    [
      'the ratio of the window is NaN and errors burn',
      {
        coverage: 'not_a_number',
        ratios: CALM.slice(0, 2).map(ratio => ({ ...ratio, errorRatio: 0.5 })),
      },
      'burning',
    ],
    [
      'the window is too young for a ratio of its own',
      { ratios: CALM.slice(0, 2) },
      'ok',
    ],
  ])('says so when %s', (_, changes, state) => {
    const status = evaluate(changes);
    expect(status.state).toBe(state);
    expect(status.exhaustsInMs).toBeNull();
  });
});

describe('evaluateRatios over calendar windows', () => {
  const START = Date.parse('2026-10-31T23:00:00Z');
  const END = Date.parse('2026-11-30T23:00:00Z');
  const inMonth = (errorRatio?: number) => ({
    duration: '1M',
    startTime: '2026-01-01 00:00:00',
    timeZone: 'Europe/Berlin',
    errorRatio,
  });

  it('counts what is left from the start of the period', () => {
    expect(evaluate({ calendar: inMonth(0.0025) })).toMatchObject({
      state: 'ok',
      range: { from: START, to: NOW, resetsAt: END },
      errorRatio: 0.0025,
      budgetRemaining: expect.closeTo(0.75, 12),
    });
    expect(evaluate({ calendar: inMonth(0) }).budgetRemaining).toBe(1);
    expect(evaluate({ calendar: inMonth(0.02) }).state).toBe('exhausted');
  });

  it('is empty before the reset or not at all', () => {
    const burning = [{ windowMs: 5 * MINUTE_MS, errorRatio: 0.08 }];
    const elapsed = NOW - START;
    // Burn 8: what is left shrinks seven times as fast as time passes.
    expect(
      evaluate({ ratios: burning, calendar: inMonth(0.009) }).exhaustsInMs,
    ).toBeCloseTo((elapsed * 0.1) / 7, 3);
    expect(
      evaluate({
        ratios: [{ windowMs: 5 * MINUTE_MS, errorRatio: 0.011 }],
        calendar: inMonth(0.009),
      }).exhaustsInMs,
    ).toBeNull();
  });

  it('has its whole budget again as soon as the period is another one', () => {
    const reset = (changes: Partial<EvaluateRatiosOptions> = {}) =>
      evaluate({
        calendar: inMonth(0.5),
        now: END + MINUTE_MS,
        newestAt: END - MINUTE_MS,
        ...changes,
      });
    expect(reset()).toMatchObject({
      state: 'ok',
      errorRatio: null,
      budgetRemaining: 1,
    });
    // What fires goes on firing.
    expect(
      reset({
        ratios: [
          { windowMs: 5 * MINUTE_MS, errorRatio: 0.5 },
          { windowMs: HOUR_MS, errorRatio: 0.2 },
        ],
      }).state,
    ).toBe('burning');
    // Nothing has been recorded in the new period for longer than that takes.
    expect(
      reset({
        calendar: inMonth(),
        now: END + HOUR_MS,
        newestAt: END + HOUR_MS,
      }),
    ).toMatchObject({ state: 'ok', budgetRemaining: null });
    expect(reset({ now: END + HOUR_MS }).state).toBe('no_data');
  });

  it('is stale, and keeps its figures, while the period goes on', () => {
    expect(
      evaluate({ calendar: inMonth(0.0025), newestAt: NOW - DAY_MS }),
    ).toMatchObject({ state: 'stale', errorRatio: 0.0025 });
  });
});
