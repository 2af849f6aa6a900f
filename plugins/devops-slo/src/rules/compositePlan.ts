import { errorBudget } from '../budget';
import { MINUTE_MS } from '../duration';
import { Indicator, SloSpec } from '../model';
import { goNumber } from '../promql/goNumber';
import { readPromDuration } from '../promql/promDuration';
import { idSelector, ratioSeries } from './series';
import type { SliPlan } from './sliPlan';

type Part = (Indicator & { kind: 'composite' })['parts'][number];

/**
 * Plans an objective that others make together, from what their rules record.
 * Its burn rate is the sum of theirs, each times its weight, and so its error
 * ratio is the sum of w * e * B / b: e is the error ratio of a part, w its
 * weight, b its error budget, and B the smallest of those. What has no traffic
 * burns nothing. A time slice is bad if it is bad for any part.
 */
export function compositePlan(
  spec: SloSpec,
  indicator: Indicator & { kind: 'composite' },
): SliPlan {
  const { parts } = indicator;
  const { method, sliceMs } = spec.budgeting;
  const recorded = (name: string) =>
    parts.map(part => `${name}${partSelector(spec, part)}`).join('\n  or\n  ');
  const together = (operator: string, series: string) =>
    `${operator} without (sloth_id, sloth_slo) (\n  ${recorded(series)}\n)`;
  const intervalMs =
    sliceMs !== undefined && sliceMs <= 5 * MINUTE_MS ? sliceMs : undefined;
  if (method === 'Timeslices') {
    return {
      errors: together('max', 'slo:sli_errors:rate5m'),
      total: together('max', 'slo:sli_total:rate5m'),
      unit: 'perEvaluation',
      exactUpToMs: 0,
      intervalMs,
    };
  }
  const budget = errorBudget(spec.objective);
  const ratio = (window: string) => {
    const lengthMs = readPromDuration(window) ?? 0;
    const series = ratioSeries(lengthMs);
    const terms = parts.map(part => {
      const ofPart = `${series}${partSelector(spec, part)}`;
      // That of the whole period is recorded as rarely as samples may be apart.
      const recent =
        lengthMs === spec.window.ms ? `last_over_time(${ofPart}[11m])` : ofPart;
      return `${goNumber(weightOf(part, budget))} * ${recent}`;
    });
    return `sum without (sloth_id, sloth_slo) (\n  ${terms.join('\n  or\n  ')}\n)`;
  };
  return {
    errors: together('sum', 'slo:sli_errors:rate5m'),
    total: together('sum', 'slo:sli_total:rate5m'),
    unit: method === 'Occurrences' ? 'perSecond' : 'perEvaluation',
    exactRatio:
      method === 'Occurrences'
        ? ratio
        : window => `clamp_max(${ratio(window)}, 1)`,
    exactUpToMs: Infinity,
    hasOwnRatio: true,
    intervalMs,
  };
}

function weightOf(part: Part, budget: number): number {
  const weight = (part.weight * budget) / errorBudget(part.objective);
  return Number(weight.toPrecision(12));
}

function partSelector(spec: SloSpec, { id }: Part): string {
  return idSelector({ ...spec, id });
}
