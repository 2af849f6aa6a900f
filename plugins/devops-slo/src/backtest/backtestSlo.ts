import { InputError } from '@backstage/errors';
import { alertWindowsOf } from '../alertWindows';
import { errorBudget } from '../budget';
import { DAY_MS } from '../duration';
import { AlertSeverity, SloSpec } from '../model';
import { sliPlan } from '../rules/sliPlan';
import { budgetDays, share } from './budgetDays';
import { judgeAlerts } from './judgeAlerts';
import { Measurement } from './Measurement';
import {
  BacktestAlert,
  BacktestDay,
  BacktestHistory,
  BacktestResult,
  HardDependency,
} from './model';
import { ReplayedAlert, replayAlerts } from './replayAlerts';
import { StepGrid } from './StepGrid';
import { suggestObjective } from './suggestObjective';

const WEEK_MS = 7 * DAY_MS;

/** What the fastest page of the usual alerts stands for. */
const SIGNIFICANT_SHARE = 0.02;

/** @public */
export interface BacktestOptions {
  spec: SloSpec;
  history: BacktestHistory;
  /**
   * Start of what is told, in milliseconds since the epoch; what the history
   * has before it fills the windows only. The start of the history by default.
   */
  from?: number;
  /** End, in milliseconds since the epoch; the last point by default. */
  to?: number;
  /** As of {@link GenerateRulesOptions}. */
  minFailures?: number;
  dependencies?: readonly HardDependency[];
  /** Share of windows that a suggested objective must have been kept in; 0.95 by default. */
  keptShare?: number;
  /**
   * Share of the budget of one window from which on a stretch that spent it
   * should have been paged; 0.02 by default.
   */
  significantShare?: number;
  /**
   * Looks back as Prometheus did before version 3: a sample at the very start
   * of a range is in it.
   */
  closedRanges?: boolean;
}

/**
 * Replays the past of an objective: which alerts its rules of mode `weighted`
 * would have sent, evaluated at each step of the history (objectives that count
 * slices once a slice), and what would have been left of the budget.
 *
 * Windows that reach back before the history or over holes in it are judged by
 * what was measured in them, as Prometheus does. What happened in a hole counts
 * neither way. Windows as long as that of the objective, which rules look at
 * every five minutes, are looked at in each step. A ratio that somebody computed is averaged over long windows,
 * because the traffic behind it is unknown; Prometheus asks for it anew.
 *
 * Alerts are judged by the stretches of time that threatened the budget, the
 * significant events of Google's workbook. In such a stretch the burn rate over
 * the shortest of the long windows (an hour, of a window of 30 days) stays
 * above 1. It begins where bad events beyond the budget begin to add up, at
 * most that window before the burn rate is above 1, it ends where their sum is
 * highest, and it spends at least `significantShare` of the budget of one
 * window. Detection time is from its beginning until a page fires; precision
 * is the share of pages that fired in such a stretch, recall the share of
 * stretches with a page. Shares of the budget are of what one window allows at
 * the mean traffic of the history.
 *
 * @throws InputError if the history cannot be used: it is empty, out of order,
 * has impossible counts, or its step is too long for the windows.
 * @public
 */
export function backtestSlo(options: BacktestOptions): BacktestResult {
  const { spec, history, closedRanges, minFailures } = options;
  const budget = errorBudget(spec.objective);
  const windowMs = spec.window.ms;
  const grid = new StepGrid(history, { to: options.to });
  const to = grid.endOf(grid.length - 1);
  const from = Math.max(grid.startAt, options.from ?? grid.startAt);
  if (!(from < to)) {
    throw new InputError(
      `The history ends at ${new Date(to).toISOString()}, and what is to be replayed starts at ${new Date(from).toISOString()}; give a history that reaches further`,
    );
  }
  const pairs = alertWindowsOf(spec, {
    resolutionMs: sliPlan(spec).intervalMs ?? 0,
  });
  const measurement = new Measurement(spec, grid, { closedRanges });
  const { bad, total, measuredMs } = measurement;
  const meanTotal = measuredMs > 0 ? total[grid.length] / measuredMs : 0;
  const allowed = budget * meanTotal * windowMs;

  const replayed = replayAlerts(spec, pairs, measurement, { minFailures });
  const judged = judgeAlerts(measurement, replayed, {
    stretchMs: Math.min(windowMs, ...pairs.map(({ longMs }) => longMs)),
    budget,
    allowed,
    significantShare: options.significantShare ?? SIGNIFICANT_SHARE,
    from,
  });
  const alerts = replayed
    .filter(({ startedAt }) => startedAt > from)
    .map(alert => toAlert(alert, measurement, allowed));
  const perWeek = (severity: AlertSeverity) =>
    alerts.filter(
      alert => alert.cause === 'burnRate' && alert.severity === severity,
    ).length /
    ((to - from) / WEEK_MS);
  const days = budgetDays(measurement, { windowMs, budget, allowed, from, to });
  const first = grid.stepsUntil(from);
  const counted = {
    bad: bad[grid.length] - bad[first],
    total: total[grid.length] - total[first],
  };
  return {
    from,
    to,
    stepMs: grid.stepMs,
    measuredShare: measuredShare(grid, first),
    windows: pairs,
    alerts,
    perWeek: { pages: perWeek('page'), tickets: perWeek('ticket') },
    ...judged,
    days,
    ...counted,
    achieved: counted.total > 0 ? 1 - counted.bad / counted.total : null,
    suggestion: suggestObjective({
      ...achievedWindows(days, counted, {
        budget,
        windowMs,
        wholeMs: to - from,
      }),
      share: options.keptShare,
      dependencies: options.dependencies,
    }),
  };
}

function toAlert(
  alert: ReplayedAlert,
  { grid, bad }: Measurement,
  allowed: number,
): BacktestAlert {
  const { firstStep, endStep, ...told } = alert;
  return {
    ...told,
    durationMs: grid.endOf(endStep) - alert.startedAt,
    budgetSpent: share(bad[endStep + 1] - bad[firstStep + 1], allowed),
  };
}

/** The whole history is one window where it is shorter than that of the objective. */
function achievedWindows(
  days: readonly BacktestDay[],
  counted: { bad: number; total: number },
  options: { budget: number; windowMs: number; wholeMs: number },
): { achieved: number[]; windowMs: number } {
  const { budget, windowMs, wholeMs } = options;
  const achieved = days.flatMap(({ isWindowFilled, budgetRemaining }) =>
    isWindowFilled && budgetRemaining !== null
      ? [1 - (1 - budgetRemaining) * budget]
      : [],
  );
  if (achieved.length > 0) {
    return { achieved, windowMs };
  }
  const { bad, total } = counted;
  return { achieved: total > 0 ? [1 - bad / total] : [], windowMs: wholeMs };
}

function measuredShare(grid: StepGrid, first: number): number {
  const steps = grid.isMeasured.subarray(first);
  return steps.reduce((sum, value) => sum + value, 0) / steps.length;
}
