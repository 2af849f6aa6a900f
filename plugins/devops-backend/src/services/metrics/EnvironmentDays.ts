import type { DayCalendar } from './DayCalendar';
import { DayCounts } from './dayCounts';

/** Counts by environment and day; what is older is not counted. */
export class EnvironmentDays {
  readonly #calendar: DayCalendar;
  readonly #since: number;
  readonly #cells = new Map<
    string,
    { environment: string; day: string; counts: DayCounts }
  >();

  constructor(calendar: DayCalendar, since: number) {
    this.#calendar = calendar;
    this.#since = since;
  }

  at(
    environment: string,
    instant: number | null | undefined,
    count: (counts: DayCounts) => void,
  ): void {
    if (instant === null || instant === undefined || instant < this.#since) {
      return;
    }
    const day = this.#calendar.dayOf(instant);
    const key = `${day} ${environment}`;
    const cell = this.#cells.get(key) ?? {
      environment,
      day,
      counts: new DayCounts(),
    };
    this.#cells.set(key, cell);
    count(cell.counts);
  }

  map<T>(
    to: (cell: { environment: string; day: string; counts: DayCounts }) => T,
  ): T[] {
    return [...this.#cells.values()].map(to);
  }
}
