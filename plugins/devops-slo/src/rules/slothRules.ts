import { AlertWindow, alertWindowsOf } from '../alertWindows';
import { DAY_MS } from '../duration';
import { QueryMetricSource, SloFormat, SloSpec } from '../model';
import { goNumber, plainNumber } from '../promql/goNumber';
import { fillPlaceholder } from '../promql/placeholder';
import { promDuration } from '../promql/promDuration';
import { AlertingRule, RecordingRule, RuleGroup } from './model';
import { ascending, idLabels, idSelector, ratioSeries } from './series';
import { AlertGroup, alertGroups } from './alertGroups';
import { inUse, slothWindows } from './slothWindows';

/** What Sloth's own command line says of how it was called. */
const MODES: Record<SloFormat, string> = {
  'prometheus/v1': 'cli-gen-prom',
  'sloth.slok.dev/v1': 'cli-gen-k8s',
  'openslo/v1alpha': 'cli-gen-openslo',
  'openslo/v1': 'cli-gen-openslo',
  'pyrra.dev/v1alpha1': 'cli-gen-k8s',
};

/** Options of the rules that equal Sloth's. */
export interface SlothOptions {
  /** Value of the label `sloth_version`. */
  version: string;
}

/**
 * The rules that Sloth makes of an objective, its optimised rule for the
 * whole period included. Groups without rules are left out.
 */
export function slothRules(spec: SloSpec, options: SlothOptions): RuleGroup[] {
  const pairs = pairsOf(spec);
  const groups: RuleGroup[] = [
    {
      name: `sloth-slo-sli-recordings-${spec.id}`,
      rules: sliRules(spec, pairs),
    },
    {
      name: `sloth-slo-meta-recordings-${spec.id}`,
      rules: metadataRules(spec, pairs, options),
    },
    {
      name: `sloth-slo-alerts-${spec.id}`,
      rules: alertGroups(spec, pairs).map(group => alertRule(spec, group)),
    },
  ];
  return groups.filter(({ rules }) => rules.length > 0);
}

/** The pairs of the file, or else of Sloth's catalogue for the window. */
function pairsOf(spec: SloSpec): AlertWindow[] {
  return spec.alerts.length > 0
    ? alertWindowsOf(spec)
    : inUse(spec.alertWindows ?? slothWindows(spec.window.ms), {
        windowMs: spec.window.ms,
        objective: spec.objective,
      });
}

/** The ratio that stands for the present; Sloth takes that of its first pair. */
function presentMs(spec: SloSpec, pairs: AlertWindow[]): number {
  return spec.alerts.length > 0
    ? Math.min(...pairs.map(({ shortMs }) => shortMs))
    : pairs[0].shortMs;
}

function sliRules(spec: SloSpec, pairs: AlertWindow[]): RecordingRule[] {
  const lengths = ascending(
    pairs.flatMap(({ shortMs, longMs }) => [shortMs, longMs]),
  ).filter(ms => ms !== spec.window.ms);
  return [...lengths, spec.window.ms].map(ms => ({
    record: ratioSeries(ms),
    expr:
      ms === spec.window.ms
        ? periodRatio(spec, presentMs(spec, pairs))
        : errorRatio(spec, promDuration(ms)),
    labels: {
      ...idLabels(spec),
      sloth_window: promDuration(ms),
      ...spec.labels,
    },
  }));
}

function periodRatio(spec: SloSpec, shortMs: number): string {
  const series = `${ratioSeries(shortMs)}${idSelector(spec)}[${promDuration(spec.window.ms)}]`;
  return `sum_over_time(${series})
/ ignoring (sloth_window)
count_over_time(${series})
`;
}

function errorRatio(spec: SloSpec, window: string): string {
  const { indicator } = spec;
  const query = (source: QueryMetricSource) =>
    fillPlaceholder(source.query ?? '', window);
  switch (indicator.kind) {
    case 'ratio': {
      const counted = query(indicator.counted as QueryMetricSource);
      const total = query(indicator.total as QueryMetricSource);
      return indicator.role === 'bad'
        ? `(${counted})\n/\n(${total})\n`
        : `(
  1 - (
    (
      ${counted}
    )
    /
    (
      ${total}
    )
  )
)`;
    }
    case 'rawRatio': {
      const raw = query(indicator.raw as QueryMetricSource);
      return indicator.rawType === 'failure' ? `(${raw})` : `(1 - (${raw}))`;
    }
    default:
      return '';
  }
}

function metadataRules(
  spec: SloSpec,
  pairs: AlertWindow[],
  options: SlothOptions,
): RecordingRule[] {
  const labels = { ...idLabels(spec), ...spec.labels };
  const selector = idSelector(spec);
  const objective = goNumber(spec.objectivePercent / 100);
  const record = (name: string, expr: string): RecordingRule => ({
    record: name,
    expr,
    labels,
  });
  const burnRate = (ms: number) => `${ratioSeries(ms)}${selector}
/ on(sloth_id, sloth_slo, sloth_service) group_left
slo:error_budget:ratio${selector}
`;
  return [
    record('slo:objective:ratio', `vector(${objective})`),
    record('slo:error_budget:ratio', `vector(1-${objective})`),
    record(
      'slo:time_period:days',
      `vector(${goNumber(spec.window.ms / DAY_MS)})`,
    ),
    record('slo:current_burn_rate:ratio', burnRate(presentMs(spec, pairs))),
    record('slo:period_burn_rate:ratio', burnRate(spec.window.ms)),
    record(
      'slo:period_error_budget_remaining:ratio',
      `1 - slo:period_burn_rate:ratio${selector}`,
    ),
    {
      record: 'sloth_slo_info',
      expr: 'vector(1)',
      labels: {
        ...labels,
        sloth_version: options.version,
        sloth_mode: MODES[spec.source.document.format],
        sloth_spec: spec.source.document.format,
        sloth_objective: plainNumber(spec.objectivePercent),
      },
    },
  ];
}

function alertRule(spec: SloSpec, group: AlertGroup): AlertingRule {
  const { severity, heldMs } = group;
  const selector = idSelector(spec);
  const budget = goNumber((100 - spec.objectivePercent) / 100);
  const exceeds = (ms: number, factor: string) =>
    `    max(${ratioSeries(ms)}${selector} > (${factor} * ${budget})) without (sloth_window)`;
  const conditions = group.pairs.map(pair => {
    const factor = goNumber(pair.factor);
    return `(
${exceeds(pair.shortMs, factor)}
    and
${exceeds(pair.longMs, factor)}
)`;
  });
  const subject = '{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO';
  const { labels, annotations } = spec.alerting[severity];
  return {
    alert: spec.alerting.name ?? 'ErrorBudgetBurn',
    expr: `${conditions.join('\nor\n')}\n`,
    ...(heldMs > 0 ? { for: promDuration(heldMs) } : {}),
    labels: { sloth_severity: severity, ...labels, ...group.labels },
    annotations: {
      summary: `${subject} error budget burn rate is over expected.`,
      title: `(${severity}) ${subject} error budget burn rate is too fast.`,
      ...annotations,
    },
  };
}
