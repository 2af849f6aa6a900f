import { Indicator, QueryMetricSource } from '../model';
import { plainNumber } from '../promql/goNumber';
import {
  replaceSelectors,
  selectorsOf,
  withMatcher,
} from '../promql/selectors';
import type { EventQueries } from './sliPlan';

/**
 * The fast events of a latency histogram and all of them, if the metric of a
 * threshold says that it is one. `value` is in the unit of the histogram.
 */
export function histogramEvents(
  indicator: Indicator & { kind: 'threshold' },
): EventQueries | undefined {
  const { query, histogram } = indicator.source as QueryMetricSource;
  const [selector] = query === undefined ? [] : selectorsOf(query);
  if (query === undefined || !selector || !histogram) {
    return undefined;
  }
  const role = indicator.op.startsWith('l') ? 'good' : 'bad';
  const rate = (matcher?: string) =>
    `sum(${replaceSelectors(
      query,
      text =>
        `rate(${matcher ? withMatcher(text, matcher) : text}[{{.window}}])`,
    )})`;
  if (histogram === 'classic') {
    return {
      role,
      counted: rate(bucketMatcher(indicator.value)),
      total: rate('le="+Inf"'),
    };
  }
  const total = `histogram_count(${rate()})`;
  const fraction = `histogram_fraction(0, ${plainNumber(indicator.value)}, ${rate()})`;
  return { role, counted: `(${fraction} * ${total})`, total };
}

/** Prometheus 3 writes whole numbers as `1.0`, earlier ones as `1`. */
function bucketMatcher(value: number): string {
  const text = plainNumber(value);
  return Number.isInteger(value) ? `le=~"${text}(\\\\.0)?"` : `le="${text}"`;
}
