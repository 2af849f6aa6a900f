import { DAY_MS, durationToMs, parseDuration } from './duration';
import { TimeWindow } from './model';

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
