import { DateTime, type LocaleOptions } from 'luxon';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 m 12 s`, `2 d 4 h`: the two largest units of a duration. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) {
    return '< 1 s';
  }
  if (ms < MINUTE) {
    return `${Math.floor(ms / SECOND)} s`;
  }
  if (ms < HOUR) {
    return pair(ms, MINUTE, 'm', SECOND, 's');
  }
  if (ms < DAY) {
    return pair(ms, HOUR, 'h', MINUTE, 'm');
  }
  return pair(ms, DAY, 'd', HOUR, 'h');
}

function pair(
  ms: number,
  large: number,
  largeUnit: string,
  small: number,
  smallUnit: string,
): string {
  const whole = Math.floor(ms / large);
  const rest = Math.floor((ms % large) / small);
  return rest === 0
    ? `${whole} ${largeUnit}`
    : `${whole} ${largeUnit} ${rest} ${smallUnit}`;
}

/**
 * `4 min ago`; undefined while it is less than a minute ago, and for what a
 * clock that is ahead of ours calls the future.
 */
export function formatAge(
  at: string,
  now: number,
  locale: LocaleOptions,
): string | undefined {
  const then = DateTime.fromISO(at);
  if (now - then.toMillis() < MINUTE) {
    return undefined;
  }
  return (
    then
      .setLocale(locale.locale ?? 'en')
      .toRelative({
        base: DateTime.fromMillis(now),
        style: 'short',
      })
      // The short style abbreviates with a full stop, which is noise here.
      ?.replace('.', '')
  );
}

/** `22 Nov 2026, 14:02:11 UTC+1`: an instant with its zone. */
export function formatInstant(at: string, locale: LocaleOptions): string {
  return DateTime.fromISO(at).toLocaleString(
    {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    },
    locale,
  );
}

/** `14:02`, with the day in front when it is not today. */
export function formatClock(
  at: string,
  now: number,
  locale: LocaleOptions,
): string {
  const then = DateTime.fromISO(at);
  const today = then.hasSame(DateTime.fromMillis(now), 'day');
  return then.toLocaleString(
    {
      ...(today ? {} : { day: 'numeric', month: 'short' }),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
    locale,
  );
}

/** `1 Nov`, the day of an instant in a time zone, with the time unless it is midnight. */
export function formatDay(
  at: string,
  timeZone: string,
  locale: LocaleOptions,
): string {
  const then = DateTime.fromISO(at, { zone: timeZone });
  const isMidnight = then.equals(then.startOf('day'));
  return then.toLocaleString(
    {
      day: 'numeric',
      month: 'short',
      ...(isMidnight
        ? {}
        : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    },
    locale,
  );
}

/** At most three significant digits: `6.2`, `41`, `0.034`, `4,320`. */
export function formatNumber(value: number, locale: LocaleOptions): string {
  return new Intl.NumberFormat(
    locale.locale,
    Math.abs(value) >= 1_000
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: 3 },
  ).format(value);
}

/** A count in little room: `930`, `12.4K`. */
export function formatCount(value: number, locale: LocaleOptions): string {
  return new Intl.NumberFormat(locale.locale, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(value);
}

/**
 * A ratio in percent without its sign: 0.999 is `99.9`. An objective keeps all
 * its digits, for they are what it says.
 */
export function formatPercent(
  ratio: number,
  locale: LocaleOptions,
  digits: { maximumFractionDigits: number } = { maximumFractionDigits: 1 },
): string {
  return new Intl.NumberFormat(locale.locale, digits).format(ratio * 100);
}

/** Objectives are told apart by their last digit. */
export const OBJECTIVE_DIGITS = { maximumFractionDigits: 5 };

/** A time on an axis: the clock on short ranges, the day on long ones. */
export function formatTick(
  at: number,
  range: { from: string; to: string },
  locale: LocaleOptions,
): string {
  const days = DateTime.fromISO(range.to).diff(
    DateTime.fromISO(range.from),
    'days',
  ).days;
  return DateTime.fromMillis(at).toLocaleString(
    days > 2
      ? { day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    locale,
  );
}
