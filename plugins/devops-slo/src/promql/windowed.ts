import { hasPlaceholder } from './placeholder';
import { hasRange, replaceSelectors, selectorsOf } from './selectors';

/** Metrics of these names only ever grow, by the conventions of Prometheus. */
const COUNTER = /_(total|count|sum|bucket)$/;

/**
 * The query with `{{.window}}` where its window goes. A query without one is
 * counted over the window: counters by their rate, values that go up and down
 * by their sum, and what looks back over a fixed range by its average.
 */
export function windowed(query: string, options: { counter: boolean }): string {
  if (hasPlaceholder(query)) {
    return query;
  }
  if (hasRange(query)) {
    return `avg_over_time((${query})[{{.window}}:])`;
  }
  const isCounter =
    options.counter ||
    selectorsOf(query).every(({ metric }) => COUNTER.test(metric));
  return isCounter
    ? replaceSelectors(query, selector => `rate(${selector}[{{.window}}])`)
    : `sum_over_time((${query})[{{.window}}:])`;
}
