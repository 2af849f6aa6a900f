import { Duration } from '../duration';

/**
 * A window that begins anew at times that a calendar says, such as on the first
 * of each month.
 *
 * @public
 */
export interface CalendarWindow {
  kind: 'calendar';
  duration: Duration;
  /** Nominal in months, quarters and years: 30, 91 and 365 days. */
  ms: number;
  /** Start of the first period, without zone, as in the file. */
  startTime: string;
  /** IANA time zone name. */
  timeZone: string;
}

/**
 * The window an objective is judged over.
 *
 * @public
 */
export type TimeWindow =
  { kind: 'rolling'; duration: Duration; ms: number } | CalendarWindow;
