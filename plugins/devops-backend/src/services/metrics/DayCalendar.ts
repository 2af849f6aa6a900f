import { DateTime } from 'luxon';

/** Offsets of zones from UTC are multiples of it, today and as far as records go back. */
const SLOT_MS = 15 * 60_000;

/** The days of a time zone. */
export class DayCalendar {
  readonly #zone: string;
  readonly #days = new Map<number, string>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** The date of an instant, such as `2026-10-25`. */
  dayOf(instant: number): string {
    const slot = Math.floor(instant / SLOT_MS);
    let day = this.#days.get(slot);
    if (day === undefined) {
      day = DateTime.fromMillis(slot * SLOT_MS, { zone: this.#zone }).toFormat(
        'yyyy-MM-dd',
      );
      this.#days.set(slot, day);
    }
    return day;
  }

  /** When the day of an instant starts. */
  startOfDay(instant: number): number {
    return DateTime.fromMillis(instant, { zone: this.#zone })
      .startOf('day')
      .toMillis();
  }

  /** When a day ends, that is when the next one starts. */
  endOf(day: string): number {
    return DateTime.fromISO(day, { zone: this.#zone })
      .plus({ days: 1 })
      .startOf('day')
      .toMillis();
  }
}
