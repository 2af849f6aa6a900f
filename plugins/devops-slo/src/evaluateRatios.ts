import { AlertWindow } from './alertWindows';
import { budgetRemaining, burnRate, errorBudget } from './budget';
import type { SloState, SloStatus } from './evaluateSlo';
import {
  exhaustion,
  findCurrentBurn,
  measureBurn,
  spendingState,
} from './spending';

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
  /** Milliseconds since the epoch. */
  now: number;
  /** Newest result in milliseconds since the epoch, null if there never was one. */
  newestAt: number | null;
  /** Age of the newest result from which the state is `stale`. */
  staleAfterMs: number;
}

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

  const ratio = ratios.get(windowMs) ?? null;
  const remaining = ratio === null ? null : budgetRemaining(ratio, budget);
  const burnWindows = options.alertWindows.map(pair =>
    measureBurn(pair, burnOver),
  );
  const current = findCurrentBurn(burnWindows, windowMs, burnOver);
  const spending = spendingState(remaining ?? 1, burnWindows, current.burn);
  const missing = missingState(options, spending);

  return {
    state: missing ?? spending,
    errorRatio: ratio,
    budgetRemaining: remaining,
    burnWindows,
    currentBurn: current.burn,
    currentBurnWindowMs: current.windowMs,
    exhaustsInMs: missing
      ? null
      : exhaustion(windowMs, remaining, current.burn),
    newestAt,
  };
}

/** The state of an objective that has nothing to be judged by, if it has not. */
function missingState(
  options: EvaluateRatiosOptions,
  spending: SloState,
): SloState | undefined {
  const { coverage, now, newestAt, staleAfterMs, windowMs } = options;
  // What is older than the window says nothing about it.
  if (newestAt === null || now - newestAt > windowMs) {
    return 'no_data';
  }
  if (coverage === 'no_data' || now - newestAt > staleAfterMs) {
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
