import { budgetInEvents, errorBudget } from './budget';
import { DAY_MS, formatDuration } from './duration';
import { formatCount, formatPercent } from './format';
import { isProbeSource, MetricSource, SloSpec, TimeWindow } from './model';
import { WindowRange } from './windowRange';

/**
 * Says in one sentence what an objective promises, what that allows, and what
 * is spent of it. Without counts it says what is allowed in time: of a calendar
 * window in the period of `range`, or without one in a nominal period.
 *
 * @example
 * ```
 * 99.9 % of requests succeed over 30 days: at today's traffic that allows 4,320 failures; 2,541 are spent
 * ```
 *
 * @public
 */
export function describeSlo(
  spec: Pick<SloSpec, 'objective' | 'indicator' | 'window' | 'budgeting'>,
  status: { bad?: number; total?: number; range?: WindowRange } = {},
): string {
  const promise = describePromise(spec);
  // Slices are bad or good as a whole: counted events say nothing about them.
  if (spec.budgeting.method !== 'Occurrences') {
    return promise;
  }

  const budget = errorBudget(spec.objective);
  const { total = 0, bad = 0, range } = status;
  if (total === 0) {
    const time = formatDuration(budget * lengthOf(spec.window, range));
    return `${promise}: that allows ${time} of total failure`;
  }
  const allowed = countBadEvents(
    spec,
    Math.floor(budgetInEvents(budget, total)),
  );
  return spec.window.kind === 'calendar'
    ? `${promise}: the requests so far allow ${allowed}; ${describeSpent(bad)}`
    : `${promise}: at today's traffic that allows ${allowed}; ${describeSpent(bad)}`;
}

/** A month has its own length, not that of all months. */
function lengthOf(window: TimeWindow, range: WindowRange | undefined): number {
  return range?.resetsAt === undefined
    ? window.ms
    : range.resetsAt - range.from;
}

function describeSpent(bad: number): string {
  if (bad === 0) {
    return 'none is spent';
  }
  return `${formatCount(bad)} ${bad === 1 ? 'is' : 'are'} spent`;
}

/** The promise alone: `99 % of requests answer within 300 ms over 30 days`. */
function describePromise(
  spec: Pick<SloSpec, 'objective' | 'indicator' | 'window' | 'budgeting'>,
): string {
  const { indicator, budgeting } = spec;
  const over = describeWindow(spec.window);
  const share = formatPercent(spec.objective);
  if (indicator.kind === 'composite') {
    return `${share} is good of ${indicator.parts.length} objectives together ${over}`;
  }
  if (budgeting.method === 'Timeslices') {
    const slice =
      budgeting.sliceMs === undefined
        ? 'time slices'
        : `slices of ${formatDuration(budgeting.sliceMs)}`;
    return `${share} of ${slice} are good ${over}`;
  }
  if (indicator.kind === 'threshold') {
    const than = {
      lt: 'below',
      lte: 'at most',
      gt: 'above',
      gte: 'at least',
    }[indicator.op];
    return `${share} of values are ${than} ${indicator.value} ${over}`;
  }

  const where = describeWhere(spec);
  const latencyBelowMs = latencyLimit(spec);
  const does =
    latencyBelowMs === undefined
      ? 'succeed'
      : `answer within ${formatDuration(latencyBelowMs)}`;
  return `${share} of requests${where} ${does} ${over}`;
}

function describeWhere({ indicator }: Pick<SloSpec, 'indicator'>): string {
  return indicator.kind === 'ratio' && isProbeSource(indicator.total)
    ? ` to ${indicator.total.environment}`
    : '';
}

function latencyLimit({
  indicator,
}: Pick<SloSpec, 'indicator'>): number | undefined {
  if (indicator.kind !== 'ratio' || indicator.role !== 'good') {
    return undefined;
  }
  const source: MetricSource = indicator.counted;
  return isProbeSource(source) ? source.latencyBelowMs : undefined;
}

function countBadEvents(
  spec: Pick<SloSpec, 'indicator'>,
  count: number,
): string {
  const slow = latencyLimit(spec) !== undefined;
  const one = slow ? 'slow or failed request' : 'failure';
  return `${count === 0 ? 'no' : formatCount(count)} ${one}${count === 1 ? '' : 's'}`;
}

const UNIT_NAMES = {
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  Q: 'quarter',
  Y: 'year',
};

/**
 * Says what a window is in the words of a sentence: `over 30 days`, or
 * `in every calendar month`.
 *
 * @public
 */
export function describeWindow(window: TimeWindow): string {
  const { value, unit } = window.duration;
  if (window.kind === 'calendar') {
    const name = UNIT_NAMES[unit];
    return value === 1
      ? `in every calendar ${name}`
      : `in every ${value} calendar ${name}s`;
  }
  // `4w` and `28d` are the same promise and read the same.
  const days = window.ms / DAY_MS;
  return days > 1 && Number.isInteger(days)
    ? `over ${days} days`
    : `over ${formatDuration(window.ms)}`;
}
