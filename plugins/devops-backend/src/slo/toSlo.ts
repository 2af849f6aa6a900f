import type { Slo } from '@backstage-devops/plugin-devops-common';
import {
  describeSlo,
  isProbeSource,
  type BurnWindow,
  type MetricSource,
  type SloSpec,
  type SloStatus,
  type WindowRange,
} from '@backstage-devops/plugin-devops-slo';
import type { EvaluatedSlo } from './SloEvaluator';

/** The objective as the API answers it: what is not known is left out. */
export function toSlo(slo: EvaluatedSlo): Slo {
  const { spec, status } = slo;
  return {
    id: spec.id,
    name: spec.name,
    title: spec.displayName,
    description: spec.description,
    service: spec.service,
    objective: spec.objective,
    windowMs: spec.window.ms,
    windowText: spec.window.duration.text,
    windowKind: spec.window.kind,
    period:
      spec.window.kind === 'calendar'
        ? periodOf(status.range, spec.window)
        : undefined,
    indicator: spec.indicator.description ?? spec.indicator.displayName,
    queries: queriesOf(spec),
    state: status.state,
    sentence: sentenceOf(slo),
    total: status.total,
    bad: status.bad,
    errorRatio: known(status.errorRatio),
    budgetRemaining: known(status.budgetRemaining),
    currentBurn: known(status.currentBurn),
    exhaustsInMs:
      status.exhaustsInMs === null
        ? undefined
        : Math.round(status.exhaustsInMs),
    burnWindows: burnWindowsOf(status.burnWindows),
    measuredAt: instant(status.newestAt),
    stateSince:
      slo.state === status.state ? instant(slo.stateSince) : undefined,
    source: { file: spec.source.file, url: slo.url, line: spec.source.line },
  };
}

/** The present period of a calendar window. */
export function periodOf(
  { from, resetsAt = from }: WindowRange,
  { timeZone }: { timeZone: string },
): Slo['period'] {
  return {
    start: new Date(from).toISOString(),
    resetsAt: new Date(resetsAt).toISOString(),
    timeZone,
  };
}

export function burnWindowsOf(windows: BurnWindow[]): Slo['burnWindows'] {
  return windows.map(
    ({ longMs, shortMs, factor, severity, firing, longBurn, shortBurn }) => ({
      longMs,
      shortMs,
      factor,
      severity,
      firing,
      longBurn: known(longBurn),
      shortBurn: known(shortBurn),
    }),
  );
}

function sentenceOf(slo: EvaluatedSlo): string {
  const { spec, status, unmeasuredBecause, keptSince } = slo;
  const kept =
    keptSince === undefined
      ? undefined
      : `Results are kept for less than the window, so those before ${instant(keptSince)} do not count`;
  return [
    describeSlo(spec, status),
    stateInWords(status, unmeasuredBecause),
    kept,
  ]
    .flatMap(sentence => (sentence ? `${sentence}.` : []))
    .join(' ');
}

function stateInWords(
  { state, newestAt }: SloStatus,
  unmeasuredBecause: string | undefined,
): string | undefined {
  const because = unmeasuredBecause ? `: ${unmeasuredBecause}` : '';
  switch (state) {
    case 'unmeasured':
      return `Nothing measures it${because}`;
    case 'no_data':
      return `No result has arrived within the window${because}`;
    case 'no_traffic':
      return 'Results arrive, and none of them counts for it';
    case 'stale':
      return `The newest result is from ${instant(newestAt)}${because}`;
    default:
      return undefined;
  }
}

export function queriesOf({ indicator }: SloSpec): Slo['queries'] {
  switch (indicator.kind) {
    case 'ratio':
      return [
        toQuery(indicator.role, indicator.counted),
        toQuery('total', indicator.total),
      ];
    case 'rawRatio':
      return [toQuery('raw', indicator.raw)];
    case 'composite':
      return [];
    default:
      return [toQuery('raw', indicator.source)];
  }
}

type Query = NonNullable<Slo['queries']>[number];

function toQuery(role: Query['role'], source: MetricSource): Query {
  return { role, type: source.type, query: queryText(source) };
}

function queryText(source: MetricSource): string {
  if (!isProbeSource(source)) {
    return source.query ?? '';
  }
  const { type, ...filters } = source;
  return Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

export function known(value: number | null): number | undefined {
  return value ?? undefined;
}

export function instant(time: number | null | undefined): string | undefined {
  return time === null || time === undefined
    ? undefined
    : new Date(time).toISOString();
}
