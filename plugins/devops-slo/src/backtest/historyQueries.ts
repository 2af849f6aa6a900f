import { SloSpec } from '../model';
import { fillPlaceholder } from '../promql/placeholder';
import { promDuration } from '../promql/promDuration';
import { eventsOf, sliPlan } from '../rules/sliPlan';

/**
 * What to ask Prometheus for at the end of each step to get a history.
 *
 * @public
 */
export interface HistoryQueries {
  /** The events that the objective counts, or the share that was bad. */
  counted: string;
  /** Whether `counted` counts the good or the bad events. No series of it means none. */
  role: 'good' | 'bad';
  /** All events. */
  total: string;
  /** What both have to be multiplied with to be the events of a step. */
  scale: number;
}

/**
 * The queries of an objective as its file has them, over windows of one step,
 * so that steps follow each other without a gap or an overlap. Slices keep
 * their own length where there are no events to make them of.
 *
 * @public
 */
export function historyQueries(
  spec: SloSpec,
  options: { stepMs: number },
): HistoryQueries {
  const { stepMs } = options;
  const events = eventsOf(spec.indicator);
  const plan = sliPlan(spec);
  if (!events) {
    return { counted: plan.errors, role: 'bad', total: plan.total, scale: 1 };
  }
  const window = promDuration(stepMs);
  const isRate = !/\b(increase|\w+_over_time)\s*\(/.test(events.total);
  return {
    counted: fillPlaceholder(events.counted, window),
    role: events.role,
    total: fillPlaceholder(events.total, window),
    scale: isRate ? stepMs / 1000 : 1,
  };
}
