import { DateTime } from 'luxon';

/** Days from one instant to another, as the calendar of a zone counts them. */
export function daysBetween(from: number, to: number, zone: string): number {
  return DateTime.fromMillis(to, { zone })
    .diff(DateTime.fromMillis(from, { zone }), 'days')
    .as('days');
}

/** The date of an instant, such as `2026-10-25`. */
export function dayOf(instant: number, zone: string): string {
  return DateTime.fromMillis(instant, { zone }).toFormat('yyyy-MM-dd');
}

/** The Mondays of all weeks that a window has a part of. */
export function weeksIn(from: number, to: number, zone: string): string[] {
  const weeks: string[] = [];
  let week = DateTime.fromMillis(from, { zone }).startOf('week');
  while (week.toMillis() < to) {
    weeks.push(week.toFormat('yyyy-MM-dd'));
    week = week.plus({ weeks: 1 });
  }
  return weeks;
}

/** The Monday of the week of an instant. */
export function weekOf(instant: number, zone: string): string {
  return dayOf(
    DateTime.fromMillis(instant, { zone }).startOf('week').toMillis(),
    zone,
  );
}
