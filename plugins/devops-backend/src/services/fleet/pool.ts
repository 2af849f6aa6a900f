import type {
  FleetDay,
  FleetFigures,
  FleetSamples,
} from '@backstage-devops/plugin-devops-common';
import { LogHistogram } from '@backstage-devops/plugin-devops-dora';
import { DateTime } from 'luxon';
import type { ScopeDayRow } from '../../database/operations/fleet/readScopeDays';

type Measure = {
  [Column in keyof ScopeDayRow]: Column extends 'id' | 'day' ? never : Column;
}[keyof ScopeDayRow];

/** The day that an instant is in, as roll-ups name it. */
export function firstDay(instant: number, timezone: string): string {
  return DateTime.fromMillis(instant, { zone: timezone }).toISODate() ?? '';
}

/** All days together, as if they were of one entity. */
export function poolDays(
  days: ScopeDayRow[],
  windowDays: number,
): FleetFigures | undefined {
  if (days.length === 0) {
    return undefined;
  }
  const shipped = sum(days, 'deployments');
  return {
    deploymentFrequency: shipped / windowDays,
    leadTime: median(days.map(day => day.lead_hist)),
    changeFailRate: ratio(sum(days, 'failed_changes'), sum(days, 'judged')),
    reworkRate: ratio(sum(days, 'unplanned'), shipped),
    recoveryTime: median(days.map(day => day.recovery_hist)),
    runSuccessRate: ratio(
      sum(days, 'runs_succeeded'),
      sum(days, 'runs_succeeded') + sum(days, 'runs_failed'),
    ),
  };
}

/** How much the figures of these days together are from. */
export function poolSamples(days: ScopeDayRow[]): FleetSamples {
  return {
    deploymentFrequency: sum(days, 'deployments'),
    leadTime: sum(days, 'changes'),
    changeFailRate: sum(days, 'judged'),
    reworkRate: sum(days, 'deployments'),
    recoveryTime: sum(days, 'recoveries'),
    runSuccessRate: sum(days, 'runs_succeeded') + sum(days, 'runs_failed'),
  };
}

/** Each day for itself, oldest first. */
export function poolByDay(days: ScopeDayRow[]): FleetDay[] {
  return days.flatMap(day => {
    const figures = poolDays([day], 1);
    return figures
      ? [
          {
            day: day.day,
            deployments: Number(day.deployments),
            figures,
          },
        ]
      : [];
  });
}

function sum(days: ScopeDayRow[], measure: Measure): number {
  return days.reduce((total, day) => total + Number(day[measure]), 0);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function median(histograms: Array<string | null>): number | null {
  return histograms
    .flatMap(text =>
      text === null ? [] : [LogHistogram.fromJSON(JSON.parse(text))],
    )
    .reduce((whole, part) => whole.merge(part), new LogHistogram())
    .quantile(0.5);
}
