import { alertWindowsOf } from './alertWindows';
import { errorBudget } from './budget';
import { DAY_MS, formatDuration, MINUTE_MS } from './duration';
import { formatCount } from './format';
import {
  isProbeSource,
  MetricSource,
  SloPlace,
  SloProblem,
  SloSpec,
} from './model';
import { neverFiring } from './openslo/portalProblems';
import { areAlerted } from './rules/alertGroups';
import { calendarLimit } from './rules/calendarRules';
import type { RuleMode } from './rules/generateRules';
import { checkPromQl } from './promql/checkPromQl';
import {
  fillPlaceholder,
  hasPlaceholder,
  unknownAction,
} from './promql/placeholder';
import { hasRange } from './promql/selectors';
import { longestMs } from './windowRange';

/** @public */
export interface CheckSloOptions {
  /** How long the server keeps its data, in milliseconds. */
  retentionMs?: number;
  /** Events that are expected in a day, for objectives that do not say it. */
  eventsPerDay?: number;
  /** Failures below which no alert fires, for objectives that do not say it. */
  minFailures?: number;
  /** Whose rules are made; `weighted` by default. */
  mode?: RuleMode;
  /** How bad an alert is that can never fire; `error` by default. */
  uselessAlerts?: 'error' | 'warning';
}

/**
 * Finds what would make the rules of an objective wrong or useless: queries
 * that are no PromQL or have no window, alerts that can never fire or that a
 * single error fires, and a window beyond the retention.
 *
 * @public
 */
export function checkSlo(
  spec: SloSpec,
  options: CheckSloOptions = {},
): SloProblem[] {
  if (spec.measuredBy.toLowerCase() !== 'prometheus') {
    return [];
  }
  return [
    ...checkQueries(spec),
    ...checkWindow(spec, options),
    ...checkAlerts(spec, options),
  ];
}

function checkQueries(spec: SloSpec): SloProblem[] {
  const { indicator } = spec;
  const { places } = indicator;
  switch (indicator.kind) {
    case 'ratio':
      return [
        ...checkQuery(spec, indicator.counted, places?.counted),
        ...checkQuery(spec, indicator.total, places?.total),
      ];
    case 'rawRatio':
      return checkQuery(spec, indicator.raw, places?.source);
    case 'composite':
      return [];
    default:
      return checkQuery(spec, indicator.source, places?.source);
  }
}

function checkQuery(
  spec: SloSpec,
  source: MetricSource,
  place: SloPlace = spec.source.objective,
): SloProblem[] {
  const query = isProbeSource(source) ? undefined : source.query;
  if (query === undefined) {
    return [];
  }
  const problem = (
    severity: SloProblem['severity'],
    message: string,
    remedy: string,
    position = 0,
  ): SloProblem => ({
    severity,
    file: place.file,
    line: place.line + query.slice(0, position).split('\n').length - 1,
    column: place.column,
    key: 'query',
    message: `"${spec.id}": ${message}`,
    remedy,
  });

  const action = unknownAction(query);
  if (action !== undefined) {
    return [
      problem(
        'error',
        `${action} is not filled in`,
        'Only {{.window}} is; write everything else out',
        query.indexOf(action),
      ),
    ];
  }
  const syntax = checkPromQl(fillPlaceholder(query, '5m'));
  if (syntax) {
    return [
      problem(
        'error',
        `the query is not valid PromQL: ${syntax.message}`,
        'Correct the query; try it in the expression browser of Prometheus with a window such as 5m',
        syntax.position,
      ),
    ];
  }
  return hasPlaceholder(query) ? [] : missingPlaceholder(spec, query, problem);
}

function missingPlaceholder(
  spec: SloSpec,
  query: string,
  problem: (
    severity: SloProblem['severity'],
    message: string,
    remedy: string,
  ) => SloProblem,
): SloProblem[] {
  const remedy =
    'Write the range as [{{.window}}], as in rate(errors_total[{{.window}}])';
  const { format } = spec.source.document;
  if (format !== 'openslo/v1' && format !== 'pyrra.dev/v1alpha1') {
    return [problem('error', 'the query has no {{.window}}', remedy)];
  }
  return hasRange(query)
    ? [
        problem(
          'warning',
          'the query looks back over a fixed range instead of {{.window}}, so it is averaged over each window',
          remedy,
        ),
      ]
    : [];
}

function checkWindow(spec: SloSpec, options: CheckSloOptions): SloProblem[] {
  const problems: SloProblem[] = [];
  const { window } = spec;
  const { retentionMs } = options;
  if (retentionMs !== undefined && longestMs(window) > retentionMs) {
    problems.push(
      atObjective(spec, 'error', {
        message: `"${spec.id}" looks back ${window.duration.text}, and data is kept for ${formatDuration(retentionMs)}`,
        remedy: 'Shorten the window, or keep the data for longer',
      }),
    );
  }
  const limit =
    options.mode === 'sloth' && window.kind === 'calendar'
      ? 'mode sloth has nothing else'
      : calendarLimit(spec);
  if (limit !== undefined) {
    problems.push(
      atObjective(spec, 'warning', {
        message: `"${spec.id}" has a calendar window, and its budget is that of the last ${formatDuration(window.ms)} at every moment: ${limit}`,
        remedy:
          options.mode === 'sloth'
            ? 'Make rules in mode weighted, or use a rolling window'
            : 'Use a rolling window if the rules are to count what the objective says',
      }),
    );
  }
  return problems;
}

function checkAlerts(spec: SloSpec, options: CheckSloOptions): SloProblem[] {
  return [
    ...neverFiring(spec)
      .filter(({ severity }) => areAlerted(spec, severity))
      .map(({ message, remedy }) =>
        atObjective(spec, options.uselessAlerts ?? 'error', {
          message: `"${spec.id}": ${message}`,
          remedy,
        }),
      ),
    ...singleErrors(spec, options),
    ...failuresOutOfReach(spec, options),
  ];
}

/** One bad event of so few spends more of the budget than an alert waits for. */
function singleErrors(spec: SloSpec, options: CheckSloOptions): SloProblem[] {
  const { method, sliceMs = MINUTE_MS } = spec.budgeting;
  const eventsPerDay =
    method === 'Occurrences'
      ? (spec.alerting.eventsPerDay ?? options.eventsPerDay)
      : DAY_MS / sliceMs;
  const minFailures = spec.alerting.minFailures ?? options.minFailures ?? 0;
  if (eventsPerDay === undefined || minFailures > 1) {
    return [];
  }
  const budget = errorBudget(spec.objective);
  const what = method === 'Occurrences' ? 'event' : 'slice';
  return alertWindowsOf(spec, {
    resolutionMs: method === 'Occurrences' ? 0 : sliceMs,
  })
    .filter(pair => pair.canFire && areAlerted(spec, pair.severity))
    .filter(
      pair => pair.factor * budget * eventsPerDay * (pair.longMs / DAY_MS) < 1,
    )
    .map(pair =>
      atObjective(spec, 'warning', {
        message: `"${spec.id}": a single bad ${what} fires the alert over ${formatDuration(pair.longMs)}, which sees about ${formatCount((eventsPerDay * pair.longMs) / DAY_MS)} of them`,
        remedy:
          'Ask for more failures before it fires (annotation backstage-devops.io/min-failures), lower the objective, or add synthetic traffic',
      }),
    );
}

/** Slices are few: more of them can be asked for than a window has. */
function failuresOutOfReach(
  spec: SloSpec,
  options: CheckSloOptions,
): SloProblem[] {
  const { method, sliceMs = MINUTE_MS } = spec.budgeting;
  const minFailures = spec.alerting.minFailures ?? options.minFailures ?? 0;
  if (method === 'Occurrences' || minFailures === 0) {
    return [];
  }
  return alertWindowsOf(spec, { resolutionMs: sliceMs })
    .filter(pair => pair.canFire && areAlerted(spec, pair.severity))
    .filter(({ longMs }) => longMs / sliceMs < minFailures)
    .map(({ longMs }) =>
      atObjective(spec, options.uselessAlerts ?? 'error', {
        message: `"${spec.id}": The alert over ${formatDuration(longMs)} can never fire: it asks for ${formatCount(minFailures)} bad slices and sees ${formatCount(longMs / sliceMs)}`,
        remedy:
          'Ask for fewer (backstage-devops.io/min-failures), or shorten timeSliceWindow',
      }),
    );
}

function atObjective(
  spec: SloSpec,
  severity: SloProblem['severity'],
  text: { message: string; remedy: string },
): SloProblem {
  const { key, file, line, column } = spec.source.objective;
  return { severity, file, line, column, key, ...text };
}
