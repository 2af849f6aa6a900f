import { Selector, selectorsOf } from '../promql/selectors';
import { fillPlaceholder } from '../promql/placeholder';
import type { EventQueries } from './sliPlan';

/** Series that make the queries of an objective count. */
export interface SampleSeries {
  role: 'good' | 'bad';
  /** A series that the query of good or bad events counts. */
  counted: string;
  /** A series that only the query of all events counts. */
  rest: string;
  /** Whether the counted series is part of all events as well. */
  isNested: boolean;
}

type Matcher = Selector['matchers'][number];

/** Values that say something wherever labels are usual. */
const USUAL = [
  '',
  '200',
  '500',
  '503',
  '429',
  '404',
  'GET',
  'OK',
  'x',
  'other',
  '1',
];

/**
 * Invents series for queries that count events by the rate of one selector
 * each; undefined for queries that are of another form.
 */
export function sampleSeries(events: EventQueries): SampleSeries | undefined {
  const counted = onlySelector(events.counted);
  const total = onlySelector(events.total);
  if (!counted || !total) {
    return undefined;
  }
  const labels = solve(counted.matchers);
  if (!labels) {
    return undefined;
  }
  const isNested =
    counted.metric === total.metric && matchesAll(total.matchers, labels);
  const rest = isNested
    ? solveWithout(total.matchers, counted.matchers)
    : solve(total.matchers);
  return (
    rest && {
      role: events.role,
      counted: seriesText(counted.metric, labels),
      rest: seriesText(total.metric, rest),
      isNested,
    }
  );
}

/** The selector of a query that sums the rate of one and does nothing else. */
function onlySelector(query: string): Selector | undefined {
  const text = fillPlaceholder(query, '5m');
  const [selector, ...others] = selectorsOf(text);
  const isPlain =
    selector !== undefined &&
    others.length === 0 &&
    selector.hasRange &&
    selector.metric !== '' &&
    /^[\s(]*(sum\s*(by\s*\([^)]*\)\s*)?\(\s*)?(rate|increase)\s*\($/.test(
      text.slice(0, selector.from),
    ) &&
    /^\[5m\][\s)]*(by\s*\([^)]*\)[\s)]*)?$/.test(text.slice(selector.to));
  return isPlain ? selector : undefined;
}

/** Labels that meet all matchers. */
function solve(matchers: Matcher[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const name of new Set(matchers.map(({ label }) => label))) {
    const own = matchers.filter(({ label }) => label === name);
    const value = candidates(own).find(candidate =>
      own.every(matcher => matches(matcher, candidate)),
    );
    if (value === undefined) {
      return undefined;
    }
    labels[name] = value;
  }
  return labels;
}

/** Labels that meet the first matchers and break one of the others. */
function solveWithout(
  matchers: Matcher[],
  broken: Matcher[],
): Record<string, string> | undefined {
  for (const matcher of broken) {
    const own = matchers.filter(({ label }) => label === matcher.label);
    const value = candidates([...own, matcher]).find(
      candidate =>
        own.every(other => matches(other, candidate)) &&
        !matches(matcher, candidate),
    );
    const others = solve(matchers);
    if (value !== undefined && others) {
      return { ...others, [matcher.label]: value };
    }
  }
  return undefined;
}

function candidates(matchers: Matcher[]): string[] {
  return [
    ...matchers.flatMap(({ value }) => [value, ...examples(value)]),
    ...USUAL,
  ];
}

/** Texts that a simple regular expression matches. */
function examples(pattern: string): string[] {
  return pattern
    .replace(/[()^$]/g, '')
    .split('|')
    .map(alternative =>
      alternative
        .replace(/\[\^?(.).*?\]/g, '$1')
        .replace(/\\d/g, '5')
        .replace(/(?<!\\)\.[*+]?/g, '0')
        .replace(/\\(.)/g, '$1')
        .replace(/[?*+]/g, ''),
    );
}

function matchesAll(
  matchers: Matcher[],
  labels: Record<string, string>,
): boolean {
  return matchers.every(matcher =>
    matches(matcher, labels[matcher.label] ?? ''),
  );
}

function matches({ op, value }: Matcher, candidate: string): boolean {
  if (op === '=' || op === '!=') {
    return (candidate === value) === (op === '=');
  }
  try {
    return new RegExp(`^(?:${value})$`, 's').test(candidate) === (op === '=~');
  } catch {
    return false;
  }
}

function seriesText(metric: string, labels: Record<string, string>): string {
  const text = Object.entries(labels)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return text.length === 0 ? metric : `${metric}{${text.join(',')}}`;
}
