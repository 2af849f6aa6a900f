import { InputError } from '@backstage/errors';
import { budgetRemaining, errorBudget, errorRatio } from './budget';
import { CountBucket, CountIndex } from './counts';
import { SloSpec } from './model';
import { windowEndingAt } from './windowRange';

/**
 * One point of a chart.
 *
 * @public
 */
export interface BudgetPoint {
  /** End of the step in milliseconds since the epoch. */
  at: number;
  /**
   * Share of the budget left in the window that ends here, or in the calendar
   * window so far; null without events in it.
   */
  budgetRemaining: number | null;
  /** Error ratio within the step; null without events in it. */
  errorRatio: number | null;
  /** Events within the step. */
  total: number;
  /** Bad events within the step. */
  bad: number;
}

/** More points than any chart can show; a larger request is a mistake. */
const MOST_POINTS = 100_000;

/**
 * The course of the error budget over the window, one point a step from `from`
 * to `to`; the last step ends at `to` and may be shorter. Where a calendar
 * window begins anew the budget is whole again: a step that ends right there
 * tells what was left, a step that goes beyond tells of the new window. The
 * points are right only if the buckets fill {@link windowEndingAt} for each.
 *
 * @throws InputError if the step is not positive, `to` lies before `from`, or
 * there are more than 100,000 points.
 * @public
 */
export function budgetSeries(options: {
  spec: Pick<SloSpec, 'objective' | 'window'>;
  buckets: readonly CountBucket[];
  /** Milliseconds since the epoch. */
  from: number;
  /** Milliseconds since the epoch. */
  to: number;
  /** Milliseconds. */
  step: number;
}): BudgetPoint[] {
  const { spec, buckets, from, to, step } = options;
  const steps = Math.ceil((to - from) / step);
  if (!(step > 0) || !(to >= from) || !(steps <= MOST_POINTS)) {
    throw new InputError(
      `Cannot draw from ${from} to ${to} with a step of ${step} ms: the step must be positive, the end must not lie before the start, and ${MOST_POINTS} points are the most`,
    );
  }

  const budget = errorBudget(spec.objective);
  const index = new CountIndex(buckets);
  return Array.from({ length: steps }, (_, i) => {
    const start = from + i * step;
    const at = Math.min(to, start + step);
    const inStep = index.counts({ from: start, to: at });
    const inWindow = index.counts(windowEndingAt(spec.window, at));
    const windowRatio = errorRatio({
      bad: inWindow.total - inWindow.good,
      total: inWindow.total,
    });
    const bad = inStep.total - inStep.good;
    return {
      at,
      budgetRemaining:
        windowRatio === null ? null : budgetRemaining(windowRatio, budget),
      errorRatio: errorRatio({ bad, total: inStep.total }),
      total: inStep.total,
      bad,
    };
  });
}
