import { errorBudget } from './budget';

/**
 * A stretch of time with what happened in it: numbers of events, or the share
 * of bad ones where only that is known.
 *
 * @public
 */
export interface SpentStep {
  /** End of the stretch, epoch milliseconds. */
  at: number;
  total?: number;
  bad?: number;
  errorRatio?: number;
}

/**
 * What was spent of a budget after each of some beginnings, until the next one
 * of them. A step counts for whatever had begun by its middle; what was spent
 * before the first beginning counts for none.
 *
 * @param options - `stepMs` is the length of each step; `measuredMs` is how
 * much of the window is measured, which the budget is of: a service of an hour
 * has not had the traffic of a month. Where steps tell no numbers of events,
 * traffic is taken to be even.
 *
 * @returns the share of the budget of what is measured, by the id of what
 * began; those that nothing was spent after are left out.
 *
 * @public
 */
export function attributeSpending(options: {
  steps: SpentStep[];
  stepMs: number;
  starts: Array<{ id: string; at: number }>;
  objective: number;
  measuredMs: number;
}): Map<string, number> {
  const { steps, stepMs, objective, measuredMs } = options;
  const starts = [...options.starts].sort((a, b) => b.at - a.at);
  // A first step may have begun before anything was measured.
  const measuredSteps = Math.max(
    measuredMs / stepMs,
    steps.filter(isMeasured).length,
  );
  const budget = errorBudget(objective) * measuredSteps;
  const counted = steps.flatMap(({ total }) => total ?? []);
  const usualTotal =
    counted.reduce((sum, total) => sum + total, 0) / counted.length;

  const spent = new Map<string, number>();
  for (const step of steps) {
    const start = starts.find(({ at }) => at <= step.at - stepMs / 2);
    const used = usedOf(step, usualTotal);
    if (start && used > 0) {
      spent.set(start.id, (spent.get(start.id) ?? 0) + used / budget);
    }
  }
  return spent;
}

function isMeasured({ total, errorRatio }: SpentStep): boolean {
  return total !== undefined || errorRatio !== undefined;
}

/** In error ratios of a step with the usual number of events. */
function usedOf(step: SpentStep, usualTotal: number): number {
  if (step.bad !== undefined && usualTotal > 0) {
    return step.bad / usualTotal;
  }
  return step.errorRatio ?? 0;
}
