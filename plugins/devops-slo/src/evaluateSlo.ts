import { InputError } from '@backstage/errors';
import { alertWindowsOf } from './alertWindows';
import { budgetRemaining, burnRate, errorBudget, errorRatio } from './budget';
import { CountBucket, CountIndex, TimeRange, WindowCounts } from './counts';
import { SloSpec } from './model';
import {
  BurnWindow,
  exhaustion,
  findCurrentBurn,
  measureBurn,
  spendingState,
} from './spending';
import { windowRange, WindowRange } from './windowRange';

/**
 * Where an objective stands.
 *
 * - `ok`: measured, and spending no faster than the budget allows
 * - `at_risk`: spending faster than the budget allows (burn above 1)
 * - `burning`: an alert window fires, on its long and its short window
 * - `exhausted`: the budget is overspent, the objective is missed
 * - `no_traffic`: results arrive and say that there were no events
 * - `no_data`: something measures it, and there is no result within the window
 * - `stale`: there are results, and the newest is older than the limit
 * - `unmeasured`: nothing can measure it, or ever did
 *
 * @public
 */
export type SloState =
  | 'ok'
  | 'at_risk'
  | 'burning'
  | 'exhausted'
  | 'no_traffic'
  | 'no_data'
  | 'stale'
  | 'unmeasured';

/**
 * How fresh the results must be and whether any can come.
 *
 * @public
 */
export interface SloFreshness {
  /**
   * Time of the newest result in milliseconds since the epoch, null if there
   * never was one. Left out, it is the end of the newest bucket.
   */
  newestAt?: number | null;
  /** Age of the newest result from which the state is `stale`. */
  staleAfterMs: number;
  /**
   * Whether a source is configured that measures this objective. Left out, it
   * is true for objectives on probe results.
   */
  measurable?: boolean;
}

/**
 * Status of one objective at one moment. Ratios and burn rates are null where
 * there are no events to compute them from.
 *
 * @public
 */
export interface SloStatus {
  state: SloState;
  /** The window that the numbers are of. */
  range: WindowRange;
  total: number;
  bad: number;
  errorRatio: number | null;
  /**
   * Share of the budget that is left: 1 is untouched, below 0 is overspent. Of a
   * calendar window it is the share of what the events so far allow.
   */
  budgetRemaining: number | null;
  burnWindows: BurnWindow[];
  /** Burn rate over the shortest alert window that has events. */
  currentBurn: number | null;
  /** Length of the window that `currentBurn` was computed over. */
  currentBurnWindowMs: number | null;
  /**
   * Milliseconds until the budget is empty at the current burn; null if it
   * lasts longer than a rolling window, in which all of today's errors have left
   * it, or until a calendar window begins anew. For that, traffic is taken to go
   * on as it was since the window began.
   */
  exhaustsInMs: number | null;
  /** Share of the window that has results, of a calendar window so far; 0 to 1. */
  coverage: number;
  /** Time of the newest result in milliseconds since the epoch. */
  newestAt: number | null;
}

/** @public */
export interface EvaluateSloOptions {
  spec: SloSpec;
  /** Milliseconds since the epoch; the window ends before it. */
  now: number;
  /** The events, as buckets or as a function that counts those of `[from, to)`. */
  measurements:
    | { buckets: readonly CountBucket[] }
    | { counts: (range: TimeRange) => WindowCounts };
  freshness: SloFreshness;
  /** Time between two measurements; widens alert windows that are too short for it. */
  resolutionMs?: number;
}

/**
 * Computes the status of an objective from counted events.
 *
 * @throws InputError if a bucket is impossible, or if counts come as a function
 * without the time of the newest result.
 * @public
 */
export function evaluateSlo(options: EvaluateSloOptions): SloStatus {
  const { spec, now, freshness } = options;
  const { counts, newestAt } = readMeasurements(options);
  const budget = errorBudget(spec.objective);

  const range = windowRange(spec.window, now);
  const inWindow = counts(range);
  const bad = inWindow.total - inWindow.good;
  const ratio = errorRatio({ bad, total: inWindow.total });

  const burnOver = (windowMs: number) => {
    const { good, total } = counts({ from: now - windowMs, to: now });
    const windowRatio = errorRatio({ bad: total - good, total });
    return windowRatio === null ? null : burnRate(windowRatio, budget);
  };
  const { minFailures = 0 } = spec.alerting;
  const hasFailures = (windowMs: number) => {
    const { good, total } = counts({ from: now - windowMs, to: now });
    return total - good >= minFailures;
  };
  const burnWindows = alertWindowsOf(spec, options).map(pair => {
    const measured = measureBurn(pair, burnOver);
    return {
      ...measured,
      firing: measured.firing && hasFailures(pair.longMs),
    };
  });
  const windowMs = now - range.from;
  const current = findCurrentBurn(burnWindows, windowMs, burnOver);

  const hasJustBegun =
    range.resetsAt !== undefined &&
    inWindow.results === 0 &&
    newestAt !== null &&
    now - newestAt <= freshness.staleAfterMs;
  const missing = missingState({
    spec,
    freshness,
    inWindow,
    hasJustBegun,
    newestAt,
    now,
  });
  const remaining = ratio === null ? null : budgetRemaining(ratio, budget);
  const state =
    missing ?? spendingState(remaining ?? 1, burnWindows, current.burn);

  return {
    state,
    range,
    total: inWindow.total,
    bad,
    errorRatio: ratio,
    budgetRemaining: hasJustBegun ? 1 : remaining,
    burnWindows,
    currentBurn: current.burn,
    currentBurnWindowMs: current.windowMs,
    exhaustsInMs: missing ? null : exhaustion(range, remaining, current.burn),
    coverage: windowMs > 0 ? Math.min(1, inWindow.measuredMs / windowMs) : 0,
    newestAt,
  };
}

function readMeasurements(options: EvaluateSloOptions) {
  const { measurements, freshness } = options;
  if ('counts' in measurements) {
    if (freshness.newestAt === undefined) {
      throw new InputError(
        'freshness.newestAt is missing: counts from a function do not say how old the newest result is',
      );
    }
    return { counts: measurements.counts, newestAt: freshness.newestAt };
  }
  const index = new CountIndex(measurements.buckets);
  return {
    counts: (range: TimeRange) => index.counts(range),
    newestAt:
      freshness.newestAt === undefined ? index.newestAt : freshness.newestAt,
  };
}

/** The state of an objective that has nothing to be judged by, if it has not. */
function missingState(options: {
  spec: SloSpec;
  freshness: SloFreshness;
  inWindow: WindowCounts;
  /** A calendar window in which nothing has been measured yet. */
  hasJustBegun: boolean;
  newestAt: number | null;
  now: number;
}): SloState | undefined {
  const { spec, freshness, inWindow, hasJustBegun, newestAt, now } = options;
  const measurable = freshness.measurable ?? spec.measuredBy === 'Probe';
  const everMeasured = newestAt !== null;

  if (spec.limitations.length > 0 || !(measurable || everMeasured)) {
    return 'unmeasured';
  }
  if (hasJustBegun) {
    return undefined;
  }
  if (newestAt === null || inWindow.results === 0) {
    return 'no_data';
  }
  if (now - newestAt > freshness.staleAfterMs) {
    return 'stale';
  }
  return inWindow.total === 0 ? 'no_traffic' : undefined;
}
