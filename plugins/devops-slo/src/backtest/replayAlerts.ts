import { AlertWindow } from '../alertWindows';
import { errorBudget } from '../budget';
import { MINUTE_MS } from '../duration';
import { AlertSeverity, SloSpec } from '../model';
import { alertGroups } from '../rules/alertGroups';
import { ByEvaluation, Measurement } from './Measurement';
import { BacktestAlert } from './model';

const NO_DATA_MS = 10 * MINUTE_MS;

/** What makes an alert fire: a pair of windows, or missing data. */
interface Condition {
  pair?: AlertWindow;
  /** Burn rate in the short window of the pair. */
  burn?: ByEvaluation;
  holds: (evaluation: number) => boolean;
}

/** What one alerting rule does. */
interface ReplayedRule {
  severity: AlertSeverity;
  cause: BacktestAlert['cause'];
  heldMs: number;
  conditions: Condition[];
}

/** An alert, with the evaluations that it begins and ends with. */
export interface ReplayedAlert extends Omit<
  BacktestAlert,
  'budgetSpent' | 'durationMs'
> {
  firstStep: number;
  /** The step that it is over at, or the number of steps. */
  endStep: number;
}

/** The alerts of the generated rules, evaluation by evaluation, by their start. */
export function replayAlerts(
  spec: SloSpec,
  pairs: AlertWindow[],
  measurement: Measurement,
  options: { minFailures?: number },
): ReplayedAlert[] {
  const minFailures = spec.alerting.minFailures ?? options.minFailures ?? 0;
  const budget = errorBudget(spec.objective);
  const rules = alertGroups(spec, pairs).map(
    ({ severity, heldMs, pairs: own }): ReplayedRule => ({
      severity,
      cause: 'burnRate',
      heldMs,
      conditions: own
        .filter(({ canFire }) => canFire)
        .map(pair => conditionOf(pair, measurement, budget, minFailures)),
    }),
  );
  return [...rules, ...noDataRules(spec, measurement)]
    .flatMap(rule => replayRule(rule, measurement))
    .sort((a, b) => a.startedAt - b.startedAt);
}

function conditionOf(
  pair: AlertWindow,
  measurement: Measurement,
  budget: number,
  minFailures: number,
): Condition {
  const short = measurement.ratio(pair.shortMs);
  const long = measurement.ratio(pair.longMs);
  const failures = measurement.failures(pair.longMs);
  const threshold = pair.factor * budget;
  return {
    pair,
    burn: evaluation => short(evaluation) / budget,
    // Nothing is greater than a threshold when nothing was measured.
    holds: evaluation =>
      short(evaluation) > threshold &&
      long(evaluation) > threshold &&
      (minFailures === 0 || failures(evaluation) >= minFailures),
  };
}

function noDataRules(spec: SloSpec, measurement: Measurement): ReplayedRule[] {
  const { page, ticket, whenNoData = true } = spec.alerting;
  if (!whenNoData || (page.disabled && ticket.disabled)) {
    return [];
  }
  return [
    {
      severity: ticket.disabled ? 'page' : 'ticket',
      cause: 'noData',
      heldMs: NO_DATA_MS,
      conditions: [
        { holds: evaluation => !measurement.isRecorded(evaluation) },
      ],
    },
  ];
}

function replayRule(
  rule: ReplayedRule,
  measurement: Measurement,
): ReplayedAlert[] {
  const { conditions, heldMs, severity, cause } = rule;
  const alerts: ReplayedAlert[] = [];
  let pendingSince: number | undefined;
  let firing: ReplayedAlert | undefined;
  for (let i = 0; i < measurement.evaluations.length; i++) {
    const at = measurement.timeOf(i);
    if (!conditions.some(({ holds }) => holds(i))) {
      if (firing) {
        firing.endedAt = at;
        firing.endStep = measurement.evaluations[i];
      }
      pendingSince = undefined;
      firing = undefined;
      continue;
    }
    pendingSince ??= at;
    if (!firing && at - pendingSince >= heldMs) {
      firing = {
        severity,
        cause,
        windows: [],
        startedAt: at,
        endedAt: null,
        peakBurnRate: null,
        firstStep: measurement.evaluations[i],
        endStep: measurement.grid.length - 1,
      };
      alerts.push(firing);
    }
    if (firing) {
      addHolding(firing, conditions, i);
    }
  }
  return alerts;
}

function addHolding(
  alert: ReplayedAlert,
  conditions: Condition[],
  evaluation: number,
): void {
  for (const { pair, burn, holds } of conditions) {
    if (pair && burn && holds(evaluation)) {
      if (!alert.windows.includes(pair)) {
        alert.windows.push(pair);
      }
      const peak = alert.peakBurnRate ?? 0;
      alert.peakBurnRate = Math.max(peak, burn(evaluation));
    }
  }
}
