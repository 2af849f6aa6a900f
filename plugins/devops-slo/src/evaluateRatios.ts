import { AlertWindow } from './alertWindows';
import { budgetRemaining, burnRate, errorBudget } from './budget';
import { MINUTE_MS } from './duration';
import type { SloState, SloStatus } from './evaluateSlo';
import {
  exhaustion,
  findCurrentBurn,
  measureBurn,
  spendingState,
} from './spending';
import { calendarWindow } from './timeWindow';
import { windowRange, WindowRange } from './windowRange';

/**
 * What recorded error ratios say about the events behind them.
 *
 * - `events`: there are events, and ratios of them
 * - `not_a_number`: there are events, and the ratio of the whole window is NaN
 * - `no_traffic`: it is measured, and there were no events
 * - `no_data`: nothing was recorded
 *
 * @public
 */
export type RatioCoverage =
  'events' | 'not_a_number' | 'no_traffic' | 'no_data';

/**
 * Where an objective stands whose error ratios somebody else recorded: nothing
 * is known of the number of events.
 *
 * @public
 */
export type RatioStatus = Omit<SloStatus, 'total' | 'bad' | 'coverage'>;

/** @public */
export interface EvaluateRatiosOptions {
  /** Share of good events, above 0 and below 1. */
  objective: number;
  /** Length of the whole window. */
  windowMs: number;
  /** Pairs that are watched; those without a ratio of both windows are left out. */
  alertWindows: readonly AlertWindow[];
  /** Error ratios over windows that end now, the whole window among them. */
  ratios: ReadonlyArray<{ windowMs: number; errorRatio: number }>;
  coverage: RatioCoverage;
  /**
   * The calendar that the budget follows, if it does, and the error ratio from
   * the start of the period that held the newest result; absent without events.
   */
  calendar?: {
    /** As in a file: `1M`, `2026-01-01 00:00:00` and `Europe/Berlin`. */
    duration: string;
    startTime: string;
    timeZone: string;
    errorRatio?: number;
  };
  /** Milliseconds since the epoch. */
  now: number;
  /** Newest result in milliseconds since the epoch, null if there never was one. */
  newestAt: number | null;
  /** Age of the newest result from which the state is `stale`. */
  staleAfterMs: number;
}

/** Sums since the start of a period are recorded every five minutes. */
const FIRST_SUM_MS = 11 * MINUTE_MS;

/**
 * Computes the status of an objective from error ratios.
 *
 * @public
 */
export function evaluateRatios(options: EvaluateRatiosOptions): RatioStatus {
  const { objective, windowMs, newestAt } = options;
  const budget = errorBudget(objective);
  const ratios = new Map(
    options.ratios.map(ratio => [ratio.windowMs, ratio.errorRatio]),
  );
  const burnOver = (length: number) => {
    const ratio = ratios.get(length);
    return ratio === undefined ? null : burnRate(ratio, budget);
  };

  const range = rangeOf(options);
  const ratio = wholeRatio(options, range);
  const remaining = ratio === null ? null : budgetRemaining(ratio, budget);
  const burnWindows = options.alertWindows.map(pair =>
    measureBurn(pair, burnOver),
  );
  const current = findCurrentBurn(burnWindows, windowMs, burnOver);
  const spending = spendingState(remaining ?? 1, burnWindows, current.burn);
  const missing = missingState(options, range, spending);
  const hasJustBegun =
    range.resetsAt !== undefined &&
    ratio === null &&
    missing === undefined &&
    options.now - range.from < FIRST_SUM_MS;

  return {
    state: missing ?? spending,
    range,
    errorRatio: ratio,
    budgetRemaining: hasJustBegun ? 1 : remaining,
    burnWindows,
    currentBurn: current.burn,
    currentBurnWindowMs: current.windowMs,
    exhaustsInMs: missing ? null : exhaustion(range, remaining, current.burn),
    newestAt,
  };
}

function rangeOf(options: EvaluateRatiosOptions): WindowRange {
  const { calendar, windowMs, now } = options;
  const window = calendar && calendarWindow(calendar);
  return window ? windowRange(window, now) : { from: now - windowMs, to: now };
}

/** The error ratio of the window; null where it is of an earlier period. */
function wholeRatio(
  options: EvaluateRatiosOptions,
  range: WindowRange,
): number | null {
  const { calendar, ratios, windowMs, newestAt } = options;
  if (range.resetsAt === undefined) {
    const whole = ratios.find(ratio => ratio.windowMs === windowMs);
    return whole?.errorRatio ?? null;
  }
  const isOfPeriod = newestAt !== null && newestAt >= range.from;
  return isOfPeriod ? (calendar?.errorRatio ?? null) : null;
}

/** The state of an objective that has nothing to be judged by, if it has not. */
function missingState(
  options: EvaluateRatiosOptions,
  range: WindowRange,
  spending: SloState,
): SloState | undefined {
  const { coverage, now, newestAt, staleAfterMs } = options;
  if (newestAt === null) {
    return 'no_data';
  }
  const isStale = now - newestAt > staleAfterMs;
  // What is older than the window says nothing about it, unless a calendar
  // window has only just begun.
  const mayHaveBegun = range.resetsAt !== undefined && !isStale;
  if (newestAt < range.from && !mayHaveBegun) {
    return 'no_data';
  }
  if (coverage === 'no_data' || isStale) {
    return 'stale';
  }
  if (coverage === 'no_traffic') {
    return 'no_traffic';
  }
  // Without a budget nothing is well, but what burns can still be seen.
  return coverage === 'not_a_number' && spending === 'ok'
    ? 'no_data'
    : undefined;
}
