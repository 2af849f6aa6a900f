import {
  DAY_MS,
  durationToMs,
  isFixedDuration,
  parseDuration,
} from '../duration';
import { TimeWindow } from '../model';
import { MapReader, shorten } from '../documents/MapReader';
import { isLocalTime, isTimeZone } from '../windowRange';

/** Reads `spec.timeWindow`, which holds exactly one window. */
export function readTimeWindow(spec: MapReader): TimeWindow | undefined {
  spec.require(
    'timeWindow',
    'Add a list with one item: "- duration: 30d" and "isRolling: true"',
  );
  const windows = spec.maps('timeWindow');
  if (windows.length !== 1) {
    if (windows.length > 1 || spec.isEmptyList('timeWindow')) {
      spec.report('timeWindow', {
        message: `${spec.pathOf('timeWindow')} has ${windows.length} items, it must have exactly one`,
        remedy: 'Keep one window; write another SLO for another window',
      });
    }
    return undefined;
  }

  const [window] = windows;
  window.allowOnly(['duration', 'isRolling', 'calendar']);
  window.require('duration', 'Add the length of the window, such as "30d"');
  const text = window.string('duration');
  if (text === undefined) {
    return undefined;
  }
  const duration = parseDuration(text);
  if (!duration) {
    window.report('duration', {
      message: `"${shorten(text)}" is not a duration between one minute and ten years`,
      remedy:
        'Write a whole number and m, h, d or w, such as "30d"; units are case-sensitive, "m" is a minute',
    });
    return undefined;
  }

  const ms = durationToMs(duration);
  const isRolling = window.boolean('isRolling') ?? !window.has('calendar');
  if (!isRolling) {
    const calendar = readCalendar(window);
    if (calendar && ms < DAY_MS) {
      window.report('duration', {
        severity: 'warning',
        message: `A calendar window of "${text}" is shorter than a day`,
        remedy: 'Write "1M" for a month; "m" is a minute',
      });
    }
    return calendar && { kind: 'calendar', duration, ms, ...calendar };
  }
  if (window.has('calendar')) {
    window.report('calendar', {
      message: 'A rolling window has no calendar',
      remedy: 'Remove calendar, or set "isRolling: false"',
    });
    return undefined;
  }
  if (!isFixedDuration(duration)) {
    window.report('duration', {
      message: `A rolling window of "${text}" has no fixed length`,
      remedy: 'Write it in days or weeks, such as "30d" or "4w"',
    });
    return undefined;
  }
  return { kind: 'rolling', duration, ms };
}

function readCalendar(
  window: MapReader,
): { startTime: string; timeZone: string } | undefined {
  window.require(
    'calendar',
    'Add calendar with startTime and timeZone, or set "isRolling: true"',
  );
  const calendar = window.map('calendar');
  calendar?.allowOnly(['startTime', 'timeZone']);
  calendar?.require('startTime', 'Add it as "2026-01-01 00:00:00"');
  calendar?.require('timeZone', 'Add an IANA name, such as "Europe/Berlin"');
  const startTime = calendar?.string('startTime');
  const timeZone = calendar?.string('timeZone');
  if (!calendar || startTime === undefined || timeZone === undefined) {
    return undefined;
  }
  if (!isLocalTime(startTime)) {
    calendar.report('startTime', {
      message: `"${shorten(startTime)}" is not a date with a time`,
      remedy: 'Write it as "2026-01-01 00:00:00", without a time zone',
    });
    return undefined;
  }
  if (!isTimeZone(timeZone)) {
    calendar.report('timeZone', {
      message: `"${shorten(timeZone)}" is not a time zone`,
      remedy: 'Write an IANA name, such as "Europe/Berlin" or "UTC"',
    });
    return undefined;
  }
  return { startTime, timeZone };
}
