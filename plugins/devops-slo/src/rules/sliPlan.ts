import { InputError } from '@backstage/errors';
import { HOUR_MS, MINUTE_MS } from '../duration';
import {
  ComparisonOperator,
  Indicator,
  MetricSource,
  QueryMetricSource,
  SloSpec,
} from '../model';
import { plainNumber } from '../promql/goNumber';
import { fillPlaceholder } from '../promql/placeholder';
import { promDuration } from '../promql/promDuration';
import { windowed } from '../promql/windowed';
import { compositePlan } from './compositePlan';
import { histogramEvents } from './histogramEvents';

/** How an objective is measured: two series, and ratios that need neither. */
export interface SliPlan {
  /** Bad events, recorded at each evaluation. */
  errors: string;
  /** All events, recorded at each evaluation. */
  total: string;
  /** Events an evaluation stands for: a rate, those of five minutes, or one. */
  unit: 'perSecond' | 'perFiveMinutes' | 'perEvaluation';
  /** The error ratio straight from the metrics, for windows up to `exactUpToMs`. */
  exactRatio?: (window: string) => string;
  exactUpToMs: number;
  /** Whether the two series say nothing of the ratio, so that only `exactRatio` does. */
  hasOwnRatio?: boolean;
  /** Time between evaluations that makes slices follow each other. */
  intervalMs?: number;
}

/** Window of the two recorded series. */
const BASE = '5m';

const OPPOSITE: Record<ComparisonOperator, string> = {
  lt: '>=',
  lte: '>',
  gt: '<=',
  gte: '<',
};

/** Good or bad events, and all of them, as templates with `{{.window}}`. */
export interface EventQueries {
  role: 'good' | 'bad';
  counted: string;
  total: string;
}

/** Plans the measurement of an objective by its budgeting method. */
export function sliPlan(spec: SloSpec): SliPlan {
  if (spec.indicator.kind === 'composite') {
    return compositePlan(spec, spec.indicator);
  }
  const events = eventsOf(spec.indicator);
  const { method } = spec.budgeting;
  if (method === 'Occurrences' && events) {
    return eventPlan(events);
  }
  if (method === 'Occurrences' && spec.indicator.kind === 'rawRatio') {
    return rawPlan(spec.indicator);
  }
  return slicePlan(spec, events);
}

/** The events that an indicator counts, if it counts any. */
export function eventsOf(indicator: Indicator): EventQueries | undefined {
  if (indicator.kind === 'ratio') {
    const { counter, role } = indicator;
    return {
      role,
      counted: windowed(queryOf(indicator.counted), { counter }),
      total: windowed(queryOf(indicator.total), { counter }),
    };
  }
  return indicator.kind === 'threshold'
    ? histogramEvents(indicator)
    : undefined;
}

/** Each event counts the same, whenever it happens. */
function eventPlan(events: EventQueries): SliPlan {
  return {
    errors: errorsOf(events, BASE),
    total: `(${fillPlaceholder(events.total, BASE)})`,
    unit: /\b(increase|\w+_over_time)\s*\(/.test(events.total)
      ? 'perFiveMinutes'
      : 'perSecond',
    exactRatio: window => ratioOf(events, window),
    exactUpToMs: HOUR_MS,
  };
}

/**
 * Nothing is known of the traffic behind a ratio that somebody computed: it is
 * asked for over each window, and averaged if it cannot be.
 */
function rawPlan(indicator: Indicator & { kind: 'rawRatio' }): SliPlan {
  const query = queryOf(indicator.raw);
  const failures = (window: string) => {
    const text = fillPlaceholder(query, window);
    // A ratio of nothing is NaN, which no comparison lets through.
    return indicator.rawType === 'failure'
      ? `((${text}) > -Inf)`
      : `(1 - (${text}) > -Inf)`;
  };
  const hasWindow = fillPlaceholder(query, BASE) !== query;
  return {
    errors: failures(BASE),
    total: `(0 * ${failures(BASE)} + 1)`,
    unit: 'perEvaluation',
    exactRatio: hasWindow ? failures : undefined,
    exactUpToMs: hasWindow ? Infinity : 0,
  };
}

/** Slices of time are the events: each is good, bad, or a share of both. */
function slicePlan(spec: SloSpec, events: EventQueries | undefined): SliPlan {
  const { indicator, budgeting } = spec;
  const sliceMs = budgeting.sliceMs ?? MINUTE_MS;
  const ratio = sliceRatio(indicator, events, promDuration(sliceMs));
  const errors =
    budgeting.method === 'Timeslices'
      ? `(${ratio} > bool ${plainNumber(slackOf(budgeting.sliceTarget ?? 1))})`
      : `(${ratio})`;
  return {
    errors,
    total: `(0 * ${ratio} + 1)`,
    unit: 'perEvaluation',
    exactUpToMs: 0,
    intervalMs: sliceMs <= 5 * MINUTE_MS ? sliceMs : undefined,
  };
}

function sliceRatio(
  indicator: Indicator,
  events: EventQueries | undefined,
  slice: string,
): string {
  if (events) {
    return `(${ratioOf(events, slice)})`;
  }
  switch (indicator.kind) {
    case 'rawRatio': {
      const text = fillPlaceholder(queryOf(indicator.raw), slice);
      return indicator.rawType === 'failure'
        ? `((${text}) > -Inf)`
        : `(1 - (${text}) > -Inf)`;
    }
    case 'threshold': {
      const text = fillPlaceholder(queryOf(indicator.source), slice);
      // NaN is neither good nor bad, and falls out of the first comparison.
      return `(((${text}) >= -Inf) ${OPPOSITE[indicator.op]} bool ${plainNumber(indicator.value)})`;
    }
    default:
      throw new InputError('A ratio metric has events');
  }
}

/** 1 - target without the noise of the subtraction. */
function slackOf(target: number): number {
  return Number((1 - target).toFixed(15));
}

/** Bad events over a window; none where there are events and no bad series. */
function errorsOf(events: EventQueries, window: string): string {
  const counted = fillPlaceholder(events.counted, window);
  const total = fillPlaceholder(events.total, window);
  return events.role === 'bad'
    ? `((${counted}) or 0 * (${total}))`
    : `clamp_min((${total}) - ((${counted}) or 0 * (${total})), 0)`;
}

/** The error ratio over a window; absent where there were no events. */
function ratioOf(events: EventQueries, window: string): string {
  const total = fillPlaceholder(events.total, window);
  return `${errorsOf(events, window)}
/
((${total}) > 0)`;
}

function queryOf(source: MetricSource): string {
  return (source as QueryMetricSource).query ?? '';
}
