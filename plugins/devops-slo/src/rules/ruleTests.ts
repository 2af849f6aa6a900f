import { AlertWindow, alertWindowsOf } from '../alertWindows';
import { detectionTime, errorBudget } from '../budget';
import { HOUR_MS, MINUTE_MS } from '../duration';
import { SloSpec } from '../model';
import { promDuration } from '../promql/promDuration';
import { areAlerted } from './alertGroups';
import { idSelector, ratioSeries } from './series';
import { SliPlan, sliPlan } from './sliPlan';
import { TestSeries, testSeries } from './testSeries';
import { scalarText } from './yamlText';

/** A minute between evaluations would take 25 times as long over three days. */
const STEP_MS = 5 * MINUTE_MS;
/** What the windows of five minutes and the evaluation add to a detection. */
const DELAY_MS = 2 * STEP_MS;
/** How far the error ratio is above, and below, the threshold. */
const ABOVE = 1.25;
const BELOW = 0.9;

interface Expectation {
  atMs: number;
  expr: string;
  /** Undefined if there is to be no sample. */
  value?: number;
}

interface Case {
  name: string;
  series: Array<{ series: string; values: string }>;
  expectations: Expectation[];
}

/**
 * Tests for `promtool test rules` that prove the alerts of an objective: each
 * fires within its detection time when the error ratio is 1.25 times its
 * threshold, none fires at 0.9 times, and missing data fires the alert that
 * is about it and no other.
 *
 * @public
 */
export function ruleTests(
  spec: SloSpec,
  options: {
    rulesFile: string;
    /** That the rules were made with, for objectives that do not say it. */
    minFailures?: number;
  },
): string {
  const plan = sliPlan(spec);
  const pairs = alertWindowsOf(spec, { resolutionMs: plan.intervalMs ?? 0 });
  const make = testSeries(spec, plan, pairs);
  const minFailures = spec.alerting.minFailures ?? options.minFailures ?? 0;
  // Slices fail one at each evaluation, and here those are five minutes apart.
  const failuresTime =
    plan.unit === 'perEvaluation' ? minFailures * STEP_MS : 0;
  const cases = [
    ...pairs.flatMap((pair, i) =>
      pair.canFire && areAlerted(spec, pair.severity)
        ? [
            ...fires(spec, pairs, i, { make, failuresTime }),
            ...staysSilent(spec, pairs, i, make),
          ]
        : [],
    ),
    ...tooFewFailures(spec, pairs, make, {
      plan,
      minFailures,
    }),
    missingData(spec, make),
    ...quietCases(spec, make),
  ];
  return `rule_files:
- ${scalarText(options.rulesFile)}
evaluation_interval: 5m
tests:
${cases.map(caseText).join('')}`;
}

function fires(
  spec: SloSpec,
  pairs: AlertWindow[],
  index: number,
  options: { make: TestSeries; failuresTime: number },
): Case[] {
  const { make, failuresTime } = options;
  const pair = pairs[index];
  const budget = errorBudget(spec.objective);
  const ratio = make.canBeShare ? Math.min(1, ABOVE * pair.factor * budget) : 1;
  const detected = firstDetection(spec, pairs, pair, { ratio, failuresTime });
  if (detected === undefined && failuresTime > 0) {
    return [];
  }
  const expectedMs = detected ?? pair.longMs;
  const start = history(pairs, pair);
  const silentMs = roundUp(expectedMs) - 2 * DELAY_MS;
  return [
    {
      name: `${pair.severity} over ${promDuration(pair.longMs)} fires at ${round(ratio / budget)} times the budget within ${promDuration(roundUp(expectedMs))}`,
      series: make.series([
        { lengthMs: start, ratio: 0 },
        { lengthMs: roundUp(expectedMs) + 2 * DELAY_MS, ratio },
      ]),
      expectations: [
        ...(silentMs > 0
          ? [alerts(spec, pair.severity, start + silentMs, false)]
          : []),
        alerts(
          spec,
          pair.severity,
          start + roundUp(expectedMs) + DELAY_MS,
          true,
        ),
      ],
    },
  ];
}

function staysSilent(
  spec: SloSpec,
  pairs: AlertWindow[],
  index: number,
  make: TestSeries,
): Case[] {
  const pair = pairs[index];
  const budget = errorBudget(spec.objective);
  const ratio = make.canBeShare
    ? BELOW * pair.factor * budget
    : make.harmlessRatio;
  const start = history(pairs, pair);
  // Slower alerts of the same severity may rightly fire later.
  const others = make.canBeShare
    ? firstDetection(spec, pairs, pair, { ratio })
    : undefined;
  const untilMs = roundUp(
    Math.min(pair.longMs + DELAY_MS, (others ?? Infinity) - 2 * DELAY_MS),
  );
  return untilMs <= 0
    ? []
    : [
        {
          name: `${pair.severity} over ${promDuration(pair.longMs)} is silent below its threshold`,
          series: make.series([
            { lengthMs: start, ratio: 0 },
            { lengthMs: untilMs + DELAY_MS, ratio },
          ]),
          expectations: [alerts(spec, pair.severity, start + untilMs, false)],
        },
      ];
}

/** The first alert of each severity, with half the failures that it asks for. */
function tooFewFailures(
  spec: SloSpec,
  pairs: AlertWindow[],
  make: TestSeries,
  options: { plan: SliPlan; minFailures: number },
): Case[] {
  const { plan, minFailures } = options;
  // Slices come as they come, with or without traffic.
  if (minFailures <= 0 || plan.unit === 'perEvaluation') {
    return [];
  }
  const budget = errorBudget(spec.objective);
  return (['page', 'ticket'] as const).flatMap(severity => {
    const pair = pairs.find(
      ({ severity: other, canFire }) => other === severity && canFire,
    );
    if (!pair || !areAlerted(spec, severity)) {
      return [];
    }
    const ratio = Math.min(1, ABOVE * pair.factor * budget);
    const expectedMs = roundUp(
      firstDetection(spec, pairs, pair, { ratio }) ?? pair.longMs,
    );
    const lengthMs = expectedMs + 2 * DELAY_MS;
    const traffic = (minFailures / 2 / ratio) * (MINUTE_MS / lengthMs);
    const start = history(pairs, pair);
    return [
      {
        name: `${severity} is silent while there are fewer than ${minFailures} failures`,
        series: make.series(
          [
            { lengthMs: start, ratio: 0 },
            { lengthMs, ratio },
          ],
          traffic,
        ),
        expectations: [
          alerts(spec, severity, start + expectedMs + DELAY_MS, false),
        ],
      },
    ];
  });
}

/** Good times that fill every long window that the severity looks at. */
function history(pairs: AlertWindow[], { severity }: AlertWindow): number {
  const lengths = pairs
    .filter(pair => pair.severity === severity)
    .map(({ longMs }) => longMs);
  return roundUp(Math.max(...lengths));
}

/** When the first alert of the severity is due, from when the ratio starts. */
function firstDetection(
  spec: SloSpec,
  pairs: AlertWindow[],
  { severity }: AlertWindow,
  { ratio, failuresTime = 0 }: { ratio: number; failuresTime?: number },
): number | undefined {
  const budget = errorBudget(spec.objective);
  const times = pairs.flatMap(({ factor, longMs, severity: other }, i) => {
    const reached = detectionTime({ factor, budget, longMs, ratio });
    const failed = failuresTime / ratio;
    const time =
      reached === null || failed > longMs ? null : Math.max(reached, failed);
    const heldMs = spec.alerts[i]?.alertAfterMs ?? 0;
    return other === severity && time !== null ? [time + heldMs] : [];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

function missingData(spec: SloSpec, make: TestSeries): Case {
  const { page, ticket, whenNoData = true } = spec.alerting;
  const isOn = whenNoData && !(page.disabled && ticket.disabled);
  const noData = (atMs: number, value?: number): Expectation => ({
    atMs,
    expr: `count(ALERTS{alertname="SLONoData",alertstate="firing",sloth_id=${JSON.stringify(spec.id)}})`,
    value,
  });
  return {
    name: 'missing data fires the alert about it and no other',
    series: make.series([{ lengthMs: HOUR_MS, ratio: 0 }]),
    expectations: [
      noData(HOUR_MS),
      noData(HOUR_MS + 30 * MINUTE_MS, isOn ? 1 : undefined),
      alerts(spec, 'page', HOUR_MS + 30 * MINUTE_MS, false),
      {
        atMs: HOUR_MS + 30 * MINUTE_MS,
        expr: `${ratioSeries(5 * MINUTE_MS)}${idSelector(spec)}`,
      },
    ],
  };
}

/** A service that never failed is at 0, one without traffic at nothing. */
function quietCases(spec: SloSpec, make: TestSeries): Case[] {
  const ratio = `max(${ratioSeries(5 * MINUTE_MS)}${idSelector(spec)})`;
  const neverFailed = make.withoutErrors?.(HOUR_MS);
  const idle = make.withoutTraffic?.(HOUR_MS);
  return [
    ...(neverFailed
      ? [
          {
            name: 'a service that never failed has an error ratio of 0',
            series: neverFailed,
            expectations: [{ atMs: HOUR_MS, expr: ratio, value: 0 }],
          },
        ]
      : []),
    ...(idle
      ? [
          {
            name: 'an idle hour leaves a gap and no NaN',
            series: idle,
            expectations: [{ atMs: HOUR_MS, expr: ratio }],
          },
        ]
      : []),
  ];
}

function alerts(
  spec: SloSpec,
  severity: string,
  atMs: number,
  areFiring: boolean,
): Expectation {
  return {
    atMs,
    expr: `min(ALERTS{alertname!="SLONoData",alertstate="firing",sloth_id=${JSON.stringify(spec.id)},sloth_severity="${severity}"})`,
    value: areFiring ? 1 : undefined,
  };
}

function caseText({ name, series, expectations }: Case): string {
  const inputs = series.map(
    input =>
      `  - series: ${scalarText(input.series)}\n    values: ${scalarText(input.values)}\n`,
  );
  const checks = expectations.map(({ atMs, expr, value }) => {
    const samples =
      value === undefined
        ? '    exp_samples: []\n'
        : `    exp_samples:\n    - labels: "{}"\n      value: ${value}\n`;
    return `  - expr: ${scalarText(expr)}\n    eval_time: ${promDuration(atMs)}\n${samples}`;
  });
  return `- name: ${scalarText(name)}
  interval: 1m
  input_series:
${inputs.join('')}  promql_expr_test:
${checks.join('')}`;
}

function roundUp(ms: number): number {
  return Math.ceil(ms / STEP_MS) * STEP_MS;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
