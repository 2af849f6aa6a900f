import { DAY_MS, durationToMs, parseDuration } from './duration';
import { CalendarWindow, TimeWindow } from './model';
import { isLocalTime, isTimeZone } from './windowRange';

/** The window of documents that state none. */
export const THIRTY_DAYS: TimeWindow = {
  kind: 'rolling',
  duration: { value: 30, unit: 'd', text: '30d' },
  ms: 30 * DAY_MS,
};

/**
 * A rolling window of whole days, weeks, hours or minutes from text such as
 * `28d`; undefined for anything else.
 *
 * @public
 */
export function rollingWindow(text: string): TimeWindow | undefined {
  const duration = parseDuration(text);
  return duration && /[mhdw]$/.test(text)
    ? { kind: 'rolling', duration, ms: durationToMs(duration) }
    : undefined;
}

/**
 * A calendar window from text as in a file; undefined where a part of it is no
 * duration, no date with a time, or no time zone.
 *
 * @public
 */
export function calendarWindow(text: {
  /** Such as `1M`. */
  duration: string;
  /** Such as `2026-01-01 00:00:00`. */
  startTime: string;
  /** IANA time zone name. */
  timeZone: string;
}): CalendarWindow | undefined {
  const { startTime, timeZone } = text;
  const duration = parseDuration(text.duration);
  return duration && isLocalTime(startTime) && isTimeZone(timeZone)
    ? {
        kind: 'calendar',
        duration,
        ms: durationToMs(duration),
        startTime,
        timeZone,
      }
    : undefined;
}
