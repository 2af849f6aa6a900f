import { InputError } from '@backstage/errors';

/** @public */
export type DurationUnit = 'm' | 'h' | 'd' | 'w' | 'M' | 'Q' | 'Y';

/**
 * An OpenSLO duration shorthand, such as `30d`.
 *
 * @public
 */
export interface Duration {
  value: number;
  unit: DurationUnit;
  /** As in the file. */
  text: string;
}

/** @public */
export const MINUTE_MS = 60_000;
/** @public */
export const HOUR_MS = 60 * MINUTE_MS;
/** @public */
export const DAY_MS = 24 * HOUR_MS;

const UNIT_MS: Record<DurationUnit, number> = {
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
  M: 30 * DAY_MS,
  Q: 91 * DAY_MS,
  Y: 365 * DAY_MS,
};

/** Longest duration that is accepted: ten years, nominally. */
const LONGEST_MS = 10 * UNIT_MS.Y;

/**
 * Reads an OpenSLO duration: a positive whole number and one of `m`, `h`, `d`,
 * `w`, `M`, `Q`, `Y`. Returns undefined for anything else.
 *
 * @public
 */
export function parseDuration(text: string): Duration | undefined {
  const match = /^(\d{1,9})([mhdwMQY])$/.exec(text);
  if (!match) {
    return undefined;
  }
  const duration = {
    value: Number(match[1]),
    unit: match[2] as DurationUnit,
    text,
  };
  const ms = durationToMs(duration);
  return ms > 0 && ms <= LONGEST_MS ? duration : undefined;
}

/**
 * Length in milliseconds; months, quarters and years count 30, 91 and 365 days.
 *
 * @public
 */
export function durationToMs(duration: Duration): number {
  return duration.value * UNIT_MS[duration.unit];
}

/**
 * Whether the unit always has the same length, unlike a month.
 *
 * @public
 */
export function isFixedDuration(duration: Duration): boolean {
  return ['m', 'h', 'd', 'w'].includes(duration.unit);
}

/**
 * Reads a latency such as `300ms` or `1.5s` to milliseconds. Returns undefined
 * for anything else and for zero.
 *
 * @public
 */
export function parseLatency(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s)$/.exec(text);
  if (!match) {
    return undefined;
  }
  const ms = Number(match[1]) * (match[2] === 's' ? 1000 : 1);
  return ms > 0 ? ms : undefined;
}

const PARTS: Array<[string, number]> = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', 1000],
];

/**
 * Writes a length of time in words with its two largest parts, such as
 * `43 minutes 12 seconds`. Below a second: `300 ms`.
 *
 * @throws InputError if the number is negative or not finite.
 * @public
 */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) {
    throw new InputError(`A duration cannot be ${ms} ms`);
  }
  if (ms < 1000) {
    return `${Number(ms.toPrecision(3))} ms`;
  }
  const largest = PARTS.findIndex(([, length]) => ms >= length);
  const shown = PARTS.slice(largest, largest + 2);
  // Round before splitting, so that 59.9 s becomes a minute and not 60 seconds.
  const smallest = shown[shown.length - 1][1];
  const rounded = Math.round(ms / smallest) * smallest;
  if (largest > 0 && rounded >= PARTS[largest - 1][1]) {
    return formatDuration(rounded);
  }

  let rest = rounded;
  const words: string[] = [];
  for (const [name, length] of shown) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) {
      words.push(`${count} ${name}${count === 1 ? '' : 's'}`);
    }
  }
  return words.join(' ');
}
