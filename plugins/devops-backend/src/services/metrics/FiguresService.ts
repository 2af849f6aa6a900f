import type { EntityRow } from '../../database/derivedRows';
import type { FiguresStore } from '../../database/FiguresStore';
import { computeFigures, type Figures } from './computeFigures';
import { DayCalendar } from './DayCalendar';
import {
  attributionWindowOf,
  readEntityRecords,
  rulesOf,
} from './EntityHistory';
import type { EntityRecords } from './toDoraRecords';
import { SNAPSHOT_WINDOWS, type MetricsOptions } from './types';

const DAY_MS = 24 * 60 * 60_000;
const LONGEST_WINDOW_MS = Math.max(...SNAPSHOT_WINDOWS) * DAY_MS;

/** Computes what is derived of an entity, with the options that it has. */
export class FiguresService {
  readonly #store: FiguresStore;
  readonly #timezone: string;
  readonly #attributionWindowMs: number;
  #calendar: DayCalendar;
  #calendarSince = 0;

  constructor(options: {
    store: FiguresStore;
    timezone: string;
    /** Of entities that say nothing else. */
    attributionWindowMs: number;
  }) {
    this.#store = options.store;
    this.#timezone = options.timezone;
    this.#attributionWindowMs = options.attributionWindowMs;
    this.#calendar = new DayCalendar(options.timezone);
  }

  dayOf(instant: number): string {
    return this.#calendar.dayOf(instant);
  }

  optionsOf(entity: Pick<EntityRow, 'rules_json'>): MetricsOptions {
    const windowMs = attributionWindowOf(
      rulesOf(entity),
      this.#attributionWindowMs,
    );
    return {
      definition: 'dora',
      attributionWindowMs: windowMs === Infinity ? null : windowMs,
      incidentScope: 'entity',
      timezone: this.#timezone,
    };
  }

  /**
   * Computes everything that may differ since something changed at `fromAt`:
   * an incident may count for a deployment that is older by the attribution
   * window, and the windows of snapshots reach back as far as they do.
   */
  async compute(
    entity: EntityRow,
    { fromAt, now }: { fromAt: number; now: number },
  ): Promise<{ figures: Figures; sinceDay: string }> {
    this.#renewCalendar(now);
    const options = this.optionsOf(entity);
    const scopes = await this.#store.readScopes(entity.uid);
    const reach =
      options.attributionWindowMs === null
        ? 0
        : fromAt - options.attributionWindowMs;
    const wanted = Math.min(reach, now - LONGEST_WINDOW_MS);
    const records = await readEntityRecords(this.#store, {
      entity,
      scopes,
      since: Math.max(0, wanted),
    });
    const since = this.#calendar.startOfDay(
      Math.max(0, Math.min(wanted, earliestLinked(records))),
    );
    const figures = computeFigures({
      entityUid: entity.uid,
      since,
      now,
      calendar: this.#calendar,
      options,
      records,
      runs: await this.#store.readRunFigures(scopes, since),
      ownership: await this.#store.readOwnership(entity.uid),
    });
    return { figures, sinceDay: this.#calendar.dayOf(since) };
  }

  /** What it remembers of days long ago is not needed for ever. */
  #renewCalendar(now: number): void {
    if (now - this.#calendarSince > DAY_MS) {
      this.#calendar = new DayCalendar(this.#timezone);
      this.#calendarSince = now;
    }
  }
}

/** People may say of a deployment of any age that it caused an incident. */
function earliestLinked({ deployments, incidents }: EntityRecords): number {
  const linked = new Set(incidents.map(({ deployment }) => deployment));
  return deployments
    .filter(({ id }) => linked.has(id))
    .reduce(
      (least, { finishedAt }) => Math.min(least, finishedAt ?? least),
      Infinity,
    );
}
