import { AlertWindow, alertWindowsOf } from '../alertWindows';
import { errorBudget } from '../budget';
import { DAY_MS, MINUTE_MS } from '../duration';
import { SloSpec } from '../model';
import { goNumber, plainNumber } from '../promql/goNumber';
import { promDuration } from '../promql/promDuration';
import { calendarLabels, calendarRules } from './calendarRules';
import { RecordingRule, Rule } from './model';
import {
  asLabels,
  ascending,
  idLabels,
  idSelector,
  ratioSeries,
} from './series';
import { SliPlan, sliPlan } from './sliPlan';
import { burnAlerts, noDataAlerts } from './weightedAlerts';

/** Options of rules that weigh every event the same. */
export interface WeightedOptions {
  /** Value of the label `sloth_version`. */
  version: string;
  /** Failures within a long window below which nobody is told. */
  minFailures?: number;
}

/** The rules of one objective. */
export interface WeightedRules {
  rules: Rule[];
  /** Rules about the whole period, which every five minutes is enough for. */
  periodRules: RecordingRule[];
  /** Time between evaluations, if the objective needs a certain one. */
  interval?: string;
}

const BASE_MS = 5 * MINUTE_MS;

/**
 * Rules that are right under uneven traffic: bad and all events are recorded
 * apart, and what is divided are their sums. No traffic leaves a gap instead
 * of NaN, and a service that never failed has an error ratio of 0.
 */
export function weightedRules(
  spec: SloSpec,
  options: WeightedOptions,
): WeightedRules {
  const plan = sliPlan(spec);
  const resolutionMs = plan.intervalMs ?? 0;
  const pairs = alertWindowsOf(spec, { resolutionMs });
  return {
    rules: [
      ...sliRules(spec, plan, pairs),
      ...metadataRules(spec, options),
      ...burnAlerts(spec, plan, pairs, options),
      ...noDataAlerts(spec),
    ],
    periodRules: periodRules(spec, plan),
    interval: plan.intervalMs ? promDuration(plan.intervalMs) : undefined,
  };
}

function sliRules(
  spec: SloSpec,
  plan: SliPlan,
  pairs: AlertWindow[],
): RecordingRule[] {
  const labels = idLabels(spec);
  const windows = ascending([
    BASE_MS,
    ...pairs.flatMap(({ shortMs, longMs }) => [shortMs, longMs]),
  ]).filter(ms => ms !== spec.window.ms);
  return [
    { record: 'slo:sli_errors:rate5m', expr: plan.errors, labels },
    { record: 'slo:sli_total:rate5m', expr: plan.total, labels },
    ...windows.map(ms => ratioRule(spec, plan, ms)),
  ];
}

function ratioRule(spec: SloSpec, plan: SliPlan, ms: number): RecordingRule {
  const window = promDuration(ms);
  const isBase =
    ms === BASE_MS && plan.unit !== 'perEvaluation' && !plan.hasOwnRatio;
  const selector = idSelector(spec);
  const ratio = () => {
    if (isBase) {
      return `slo:sli_errors:rate5m${selector}
/
(slo:sli_total:rate5m${selector} > 0)`;
    }
    if (plan.exactRatio && ms <= plan.exactUpToMs) {
      return plan.exactRatio(window);
    }
    return `sum_over_time(slo:sli_errors:rate5m${selector}[${window}])
/
(sum_over_time(slo:sli_total:rate5m${selector}[${window}]) > 0)`;
  };
  return {
    record: ratioSeries(ms),
    expr: ratio(),
    labels: { ...idLabels(spec), sloth_window: window },
  };
}

function periodRules(spec: SloSpec, plan: SliPlan): RecordingRule[] {
  const labels = idLabels(spec);
  const selector = idSelector(spec);
  return [
    ratioRule(spec, plan, spec.window.ms),
    {
      record: 'slo:period_burn_rate:ratio',
      expr: burnRate(spec, spec.window.ms),
      labels,
    },
    {
      record: 'slo:period_error_budget_remaining:ratio',
      expr: `1 - slo:period_burn_rate:ratio${selector}`,
      labels,
    },
    ...calendarRules(spec),
  ];
}

function burnRate(spec: SloSpec, ms: number): string {
  const selector = idSelector(spec);
  return `${ratioSeries(ms)}${selector}
/ on(sloth_id, sloth_slo, sloth_service) group_left
slo:error_budget:ratio${selector}`;
}

function metadataRules(
  spec: SloSpec,
  options: WeightedOptions,
): RecordingRule[] {
  const labels = idLabels(spec);
  const constant = (record: string, value: number): RecordingRule => ({
    record,
    expr: `vector(${goNumber(value)})`,
    labels,
  });
  return [
    constant('slo:objective:ratio', spec.objective),
    constant('slo:error_budget:ratio', errorBudget(spec.objective)),
    constant('slo:time_period:days', spec.window.ms / DAY_MS),
    {
      record: 'slo:current_burn_rate:ratio',
      expr: burnRate(spec, BASE_MS),
      labels,
    },
    {
      record: 'sloth_slo_info',
      expr: 'vector(1)',
      labels: {
        ...asLabels(spec.labels),
        ...labels,
        ...calendarLabels(spec),
        sloth_version: options.version,
        sloth_mode: 'weighted',
        sloth_spec: spec.source.document.format,
        sloth_objective: plainNumber(
          Number((spec.objective * 100).toPrecision(12)),
        ),
      },
    },
  ];
}
