import type { SloCalendar } from '@backstage-devops/plugin-devops-node';
import {
  calendarWindow,
  readCalendarLabels,
  windowRange,
} from '@backstage-devops/plugin-devops-slo';
import type { InstantSample, Labels } from '../api/types';
import { INFO, type PeriodStart } from './queries';

/** When the present periods of objectives began, each moment once. */
export function periodStarts(
  infoAndAlerts: InstantSample[],
  at: number,
): PeriodStart[] {
  const starts = new Map<number, Set<string>>();
  for (const { metric } of infoAndAlerts) {
    const calendar =
      metric.__name__ === INFO ? readCalendarLabels(metric) : undefined;
    const window = calendar && calendarWindow(calendar);
    if (window) {
      const { from } = windowRange(window, at);
      const sloIds = starts.get(from) ?? new Set();
      starts.set(from, sloIds.add(metric.sloth_id));
    }
  }
  return [...starts].map(([from, sloIds]) => ({ from, sloIds: [...sloIds] }));
}

/** The calendar that an info series tells of, if it is one. */
export function calendarOf(info: Labels): SloCalendar | undefined {
  const calendar = readCalendarLabels(info);
  return calendar && calendarWindow(calendar) ? calendar : undefined;
}
