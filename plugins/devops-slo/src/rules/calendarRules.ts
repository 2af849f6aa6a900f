import { DAY_MS } from '../duration';
import { QueryMetricSource, SloSpec } from '../model';
import { hasPlaceholder } from '../promql/placeholder';
import { RecordingRule } from './model';
import { idLabels, idSelector } from './series';

/** Labels of the info series that say which periods the budget is of. */
const LABELS = {
  duration: 'sloth_calendar_duration',
  startTime: 'sloth_calendar_start',
  timeZone: 'sloth_calendar_time_zone',
} as const;

/**
 * Why rules cannot count calendar periods of an objective, as the end of a
 * sentence; undefined if they can, and for a rolling window.
 *
 * @public
 */
export function calendarLimit(
  spec: Pick<SloSpec, 'budgeting' | 'indicator' | 'window'>,
): string | undefined {
  const { budgeting, indicator, window } = spec;
  if (window.kind !== 'calendar') {
    return undefined;
  }
  if (window.ms < DAY_MS) {
    return 'events are recorded by five minutes, which is too coarse for a window shorter than a day';
  }
  if (indicator.kind === 'composite' && budgeting.method !== 'Timeslices') {
    return 'the ratios of a composite objective are put together over windows of fixed length';
  }
  if (
    indicator.kind === 'rawRatio' &&
    budgeting.method === 'Occurrences' &&
    hasPlaceholder((indicator.raw as QueryMetricSource).query ?? '')
  ) {
    return 'a ratio that somebody computed is asked for over windows of fixed length';
  }
  return undefined;
}

/** Whether somebody who knows the start of a period can sum up what was in it. */
function hasPeriods(spec: SloSpec): boolean {
  return spec.window.kind === 'calendar' && calendarLimit(spec) === undefined;
}

/**
 * Bad and all events by five minutes. Rules know no months, but from these the
 * sums since any moment are as cheap as a query can be.
 */
export function calendarRules(spec: SloSpec): RecordingRule[] {
  if (!hasPeriods(spec)) {
    return [];
  }
  return ['errors', 'total'].map(what => ({
    record: `slo:sli_${what}:sum5m`,
    expr: `sum_over_time(slo:sli_${what}:rate5m${idSelector(spec)}[5m])`,
    labels: idLabels(spec),
  }));
}

/** Labels that tell the periods; none where rules cannot count them. */
export function calendarLabels(spec: SloSpec): Record<string, string> {
  const { window } = spec;
  return window.kind === 'calendar' && hasPeriods(spec)
    ? {
        [LABELS.duration]: window.duration.text,
        [LABELS.startTime]: window.startTime,
        [LABELS.timeZone]: window.timeZone,
      }
    : {};
}

/**
 * The periods that the labels of an info series tell, as text; undefined
 * without such labels.
 *
 * @public
 */
export function readCalendarLabels(
  labels: Record<string, string>,
): { duration: string; startTime: string; timeZone: string } | undefined {
  const {
    [LABELS.duration]: duration,
    [LABELS.startTime]: startTime,
    [LABELS.timeZone]: timeZone,
  } = labels;
  return duration && startTime && timeZone
    ? { duration, startTime, timeZone }
    : undefined;
}
