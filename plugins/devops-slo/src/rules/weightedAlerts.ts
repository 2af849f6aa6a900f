import { AlertWindow } from '../alertWindows';
import { errorBudget } from '../budget';
import { MINUTE_MS } from '../duration';
import { AlertSeverity, SloSpec } from '../model';
import { goNumber, plainNumber } from '../promql/goNumber';
import { promDuration } from '../promql/promDuration';
import { AlertGroup, alertGroups, targetLabel } from './alertGroups';
import { AlertingRule } from './model';
import { asLabels, idLabels, idSelector, ratioSeries } from './series';
import { SliPlan } from './sliPlan';

const FIVE_MINUTES_MS = 5 * MINUTE_MS;

/** Data that stays away for so long is missing, and not late. */
const NO_DATA_MS = 10 * MINUTE_MS;

const SUBJECT = '{{ $labels.sloth_service }} {{ $labels.sloth_slo }}';

/** The alerts on burn rates, a rule for each severity. */
export function burnAlerts(
  spec: SloSpec,
  plan: SliPlan,
  pairs: AlertWindow[],
  options: { minFailures?: number },
): AlertingRule[] {
  return alertGroups(spec, pairs).flatMap(group => {
    // A condition that nothing can meet would only look like protection.
    const conditions = group.pairs
      .filter(({ canFire }) => canFire)
      .map(pair => condition(spec, plan, pair, options));
    return conditions.length > 0 ? burnAlert(spec, group, conditions) : [];
  });
}

function condition(
  spec: SloSpec,
  plan: SliPlan,
  pair: AlertWindow,
  options: { minFailures?: number },
): string {
  const selector = idSelector(spec);
  const budget = goNumber(errorBudget(spec.objective));
  const parts = [pair.shortMs, pair.longMs].map(
    ms =>
      `max(${recent(spec, ms)} > (${goNumber(pair.factor)} * ${budget})) without (sloth_window)`,
  );
  const minFailures = spec.alerting.minFailures ?? options.minFailures ?? 0;
  if (minFailures > 0) {
    parts.push(
      `max(${failures(selector, plan, pair.longMs)} >= ${goNumber(minFailures)}) without (sloth_window)`,
    );
  }
  return `(\n    ${parts.join('\n    and\n    ')}\n)`;
}

/** The ratio over a window; that of the whole period comes every five minutes. */
function recent(spec: SloSpec, ms: number): string {
  const series = `${ratioSeries(ms)}${idSelector(spec)}`;
  return ms === spec.window.ms ? `last_over_time(${series}[11m])` : series;
}

/** Number of bad events within a window. */
function failures(selector: string, plan: SliPlan, ms: number): string {
  const series = `slo:sli_errors:rate5m${selector}[${promDuration(ms)}]`;
  switch (plan.unit) {
    case 'perSecond':
      return `avg_over_time(${series}) * ${goNumber(ms / 1000)}`;
    case 'perFiveMinutes':
      return `avg_over_time(${series}) * ${goNumber(ms / FIVE_MINUTES_MS)}`;
    default:
      return `sum_over_time(${series})`;
  }
}

function burnAlert(
  spec: SloSpec,
  group: AlertGroup,
  conditions: string[],
): AlertingRule {
  const { severity, heldMs } = group;
  const allowed = plainNumber(
    Number((errorBudget(spec.objective) * 100).toPrecision(12)),
  );
  return {
    alert: spec.alerting.name ?? 'ErrorBudgetBurn',
    expr: conditions.join('\nor\n'),
    for: heldMs > 0 ? promDuration(heldMs) : undefined,
    labels: {
      ...alertLabels(spec, severity),
      ...group.labels,
    },
    annotations: {
      title: `(${severity}) ${SUBJECT} burns its error budget too fast`,
      summary: `{{ $value | humanizePercentage }} of ${SUBJECT} is bad, ${allowed}% is allowed over ${spec.window.duration.text}`,
      ...spec.alerting[severity].annotations,
    },
  };
}

/** The alert on data that stays away. */
export function noDataAlerts(spec: SloSpec): AlertingRule[] {
  const { page, ticket, whenNoData = true } = spec.alerting;
  if (!whenNoData || (page.disabled && ticket.disabled)) {
    return [];
  }
  const severity: AlertSeverity = ticket.disabled ? 'page' : 'ticket';
  return [
    {
      alert: 'SLONoData',
      expr: `absent(slo:sli_total:rate5m${idSelector(spec)})`,
      for: promDuration(NO_DATA_MS),
      labels: {
        ...alertLabels(spec, severity),
        ...targetLabel(spec.alerting.noDataTargets),
      },
      annotations: {
        title: `(${severity}) ${SUBJECT} is not measured`,
        summary: `Nothing has measured ${SUBJECT} for ${promDuration(NO_DATA_MS)}, so its error budget is unknown and its other alerts cannot fire`,
        ...withoutKeys(spec.alerting[severity].annotations, [
          'title',
          'summary',
        ]),
      },
    },
  ];
}

/** What the owner of the file wants on alerts, and who is to be told. */
function alertLabels(
  spec: SloSpec,
  severity: AlertSeverity,
): Record<string, string> {
  const { owner } = spec.labels;
  return {
    // The series have them too; promtool tells rules apart by those of the rule.
    ...idLabels(spec),
    ...(owner === undefined ? {} : { owner }),
    sloth_severity: severity,
    ...asLabels(spec.alerting[severity].labels),
  };
}

function withoutKeys(
  map: Record<string, string>,
  keys: string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).filter(([key]) => !keys.includes(key)),
  );
}
