import { DateTime, IANAZone } from 'luxon';
import { TimeRange } from './counts';
import { DAY_MS, durationToMs, DurationUnit, MINUTE_MS } from './duration';
import { CalendarWindow, TimeWindow } from './model';

/**
 * The window of an objective at a moment, which is its end: only what happened
 * so far counts.
 *
 * @public
 */
export interface WindowRange extends TimeRange {
  /** When a calendar window begins anew; absent for a rolling one. */
  resetsAt?: number;
}

/** Steps on the clock of a zone; minutes and hours pass alike everywhere. */
const CLOCK_STEPS: Partial<
  Record<DurationUnit, { days: number } | { months: number }>
> = {
  d: { days: 1 },
  w: { days: 7 },
  M: { months: 1 },
  Q: { months: 3 },
  Y: { months: 12 },
};

const LONGEST_DAYS: Partial<Record<DurationUnit, number>> = {
  M: 31,
  Q: 92,
  Y: 366,
};

const LOCAL_TIME = 'yyyy-MM-dd HH:mm:ss';

/** Calendars that are remembered: more than anybody has. */
const MOST_REMEMBERED = 500;

/** The period that was asked for last, by calendar: many objectives share it. */
const remembered = new Map<string, TimeRange>();

/**
 * The window of an objective that ends now.
 *
 * A rolling window reaches back its length. A calendar window is the period
 * that holds the moment. Periods are counted from `startTime`, forwards and
 * backwards, on the clock of `timeZone`, so that they follow each other without
 * gap or overlap. A period that begins on a day that its month does not have
 * begins on the last day of the month: from 31 January, on 28 or 29 February
 * and on 31 March. A time that the clock skips is taken as later by what is
 * skipped, and of a time that comes twice it is the first.
 *
 * @param now - milliseconds since the epoch
 * @public
 */
export function windowRange(window: TimeWindow, now: number): WindowRange {
  if (window.kind === 'rolling') {
    return { from: now - window.ms, to: now };
  }
  const period = periodAt(window, now);
  return { from: period.from, to: now, resetsAt: period.to };
}

/**
 * The window that has ended by a moment: right where a calendar window begins
 * anew it is still the old one.
 *
 * @param at - milliseconds since the epoch
 * @public
 */
export function windowEndingAt(window: TimeWindow, at: number): TimeRange {
  return window.kind === 'rolling'
    ? windowRange(window, at)
    : { from: periodAt(window, at - 1).from, to: at };
}

/** The most that a window can look back. */
export function longestMs(window: TimeWindow): number {
  const days = LONGEST_DAYS[window.duration.unit];
  return days === undefined ? window.ms : window.duration.value * days * DAY_MS;
}

/** Whether text is a date with a time, such as `2026-01-01 00:00:00`. */
export function isLocalTime(text: string): boolean {
  // A format says nothing of how many digits a number has.
  return (
    /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) &&
    localTime(text).isValid
  );
}

/** Whether text is the name of a time zone. */
export function isTimeZone(name: string): boolean {
  return IANAZone.create(name).isValid;
}

function periodAt(window: CalendarWindow, at: number): TimeRange {
  const { duration, startTime, timeZone } = window;
  const key = `${duration.value}${duration.unit} ${startTime} ${timeZone}`;
  const known = remembered.get(key);
  if (known && known.from <= at && at < known.to) {
    return known;
  }
  const period = findPeriod(window, at);
  if (remembered.size >= MOST_REMEMBERED) {
    remembered.clear();
  }
  remembered.set(key, period);
  return period;
}

function findPeriod(window: CalendarWindow, at: number): TimeRange {
  let index = guessIndex(window, at);
  while (startOf(window, index) > at) {
    index -= 1;
  }
  while (startOf(window, index + 1) <= at) {
    index += 1;
  }
  return { from: startOf(window, index), to: startOf(window, index + 1) };
}

/** The number of the period of a moment, or of one beside it. */
function guessIndex(window: CalendarWindow, at: number): number {
  const { duration, startTime, timeZone } = window;
  const step = CLOCK_STEPS[duration.unit];
  const first = localTime(startTime);
  const local = DateTime.fromMillis(at + offsetOf(timeZone, at), {
    zone: 'utc',
  });
  if (step && 'months' in step) {
    const months = (local.year - first.year) * 12 + local.month - first.month;
    return Math.floor(months / (duration.value * step.months));
  }
  const passed = step
    ? local.toMillis() - first.toMillis()
    : at - instantOf(timeZone, first.toMillis());
  return Math.floor(passed / durationToMs(duration));
}

/** When a period begins; the one of `startTime` is number 0. */
function startOf(window: CalendarWindow, index: number): number {
  const { duration, startTime, timeZone } = window;
  const first = localTime(startTime);
  const step = CLOCK_STEPS[duration.unit];
  if (!step) {
    return (
      instantOf(timeZone, first.toMillis()) + index * durationToMs(duration)
    );
  }
  // Always from the first one: a day that was clamped once would stay so.
  const count = index * duration.value;
  const local =
    'months' in step
      ? first.plus({ months: count * step.months })
      : first.plus({ days: count * step.days });
  return instantOf(timeZone, local.toMillis());
}

/** The time on a clock, as if it hung in Greenwich. */
function localTime(text: string): DateTime {
  return DateTime.fromFormat(text, LOCAL_TIME, { zone: 'utc' });
}

/** When a clock of the zone shows a time. */
function instantOf(timeZone: string, local: number): number {
  const before = offsetOf(timeZone, local - DAY_MS);
  const after = offsetOf(timeZone, local + DAY_MS);
  const isAfterChange =
    offsetOf(timeZone, local - before) !== before &&
    offsetOf(timeZone, local - after) === after;
  return local - (isAfterChange ? after : before);
}

function offsetOf(timeZone: string, at: number): number {
  return IANAZone.create(timeZone).offset(at) * MINUTE_MS;
}
