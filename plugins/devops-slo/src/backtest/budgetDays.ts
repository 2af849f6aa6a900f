import { budgetRemaining } from '../budget';
import { DAY_MS } from '../duration';
import { Measurement } from './Measurement';
import { BacktestDay } from './model';

/** The days of a stretch of time in UTC, with the budget that is left at the end of each. */
export function budgetDays(
  measurement: Measurement,
  options: {
    windowMs: number;
    budget: number;
    /** Bad events that the budget of one window allows. */
    allowed: number;
    from: number;
    to: number;
  },
): BacktestDay[] {
  const { windowMs, budget, allowed, from, to } = options;
  const { grid, bad, total, evaluations } = measurement;
  const ratio = measurement.ratio(windowMs);
  const days: BacktestDay[] = [];
  let evaluation = -1;
  for (let start = from; start < to;) {
    const day = Math.floor(start / DAY_MS) * DAY_MS;
    const end = Math.min(to, day + DAY_MS);
    const [first, last] = [grid.stepsUntil(start), grid.stepsUntil(end)];
    while (evaluations[evaluation + 1] < last) {
      evaluation += 1;
    }
    const windowRatio = evaluation < 0 ? NaN : ratio(evaluation);
    const spent = bad[last] - bad[first];
    days.push({
      day: new Date(day).toISOString().slice(0, 10),
      bad: spent,
      total: total[last] - total[first],
      budgetSpent: share(spent, allowed),
      budgetRemaining: Number.isNaN(windowRatio)
        ? null
        : budgetRemaining(windowRatio, budget),
      isWindowFilled: end - windowMs >= grid.startAt,
    });
    start = end;
  }
  return days;
}

/** Nothing is spent of a budget that nothing is known of. */
export function share(bad: number, allowed: number): number {
  return allowed > 0 ? bad / allowed : 0;
}
