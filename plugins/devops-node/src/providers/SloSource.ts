/**
 * A store of time series that knows where objectives stand, for instance one
 * Prometheus. It is asked about all its objectives at once and on a schedule:
 * what it tells is kept, and pages are answered from what is kept.
 *
 * The ports beside `readStatuses` are optional: a source has those that its
 * store can serve.
 *
 * @public
 */
export interface SloSource {
  /** Unique among all sources, `[a-z0-9-]+`. */
  readonly id: string;
  /** For instance `prometheus`. */
  readonly provider: string;
  /** For people, for instance `Prometheus (eu-west)`. */
  readonly title: string;
  /**
   * Types of metric sources in SLO files that this source answers for, lower
   * case, for instance `prometheus`.
   */
  readonly metricSourceTypes: string[];
  /** How often to ask for statuses, milliseconds. */
  readonly intervalMs: number;

  /**
   * Where all objectives of this source stand at one moment, by a number of
   * queries that does not grow with the number of objectives. Rejects with an
   * error that names the way out when it could not read everything: a part of
   * the objectives would look like the end of the others. Honours the signal.
   */
  readStatuses(request: { signal: AbortSignal }): Promise<SloStatusReport>;

  /**
   * The query behind each figure of an objective, so that people can check it
   * by hand. It does no I/O.
   */
  explain(
    slo: SloReference & {
      /** The window that the current burn rate is of, where there is one. */
      burnWindowMs?: number;
      /**
       * How long the calendar period had gone on at the moment of the figures,
       * where the budget is of such a period.
       */
      periodMs?: number;
    },
  ): SloFigureQuery[];

  readonly history?: SloHistorySource;
  readonly rules?: SloRuleSource;
}

/**
 * Reads what an objective's figures were in the past.
 *
 * @public
 */
export interface SloHistorySource {
  /**
   * The figures of all objectives at `from` and at every step up to and
   * including `to`, in any order. The number of queries does not grow with the
   * number of objectives. At most {@link MOST_HISTORY_STEPS} steps are asked for.
   */
  readHistory(request: {
    from: Date;
    to: Date;
    stepMs: number;
    signal: AbortSignal;
    emit(points: SloPointRecord[]): Promise<void>;
  }): Promise<void>;
}

/**
 * Steps of one request to a {@link SloHistorySource}: those of a day by hour.
 *
 * @public
 */
export const MOST_HISTORY_STEPS = 25;

/**
 * Reads the rules that a store evaluates, to compare them with those that the
 * files of objectives ask for.
 *
 * @public
 */
export interface SloRuleSource {
  /** How often to compare, milliseconds: reading rules is expensive. */
  readonly checkIntervalMs: number;
  /** All rules that belong to objectives, in any order. */
  readRules(request: { signal: AbortSignal }): Promise<SloRuleRecord[]>;
}

/**
 * An objective at its source.
 *
 * @public
 */
export type SloReference = {
  /** The id that the rules of the objective carry, for instance `shop-availability`. */
  sloId: string;
  /** Where the same objective is judged in several environments apart. */
  environment?: string;
  /**
   * The label that tells the environment at the source; undefined where all of
   * the source is of one environment.
   */
  environmentLabel?: string;
  windowMs: number;
};

/**
 * The calendar that the budget of an objective follows, as the file has it.
 *
 * @public
 */
export type SloCalendar = {
  /** Length of a period, such as `1M`. */
  duration: string;
  /** Start of the first period, without zone, such as `2026-01-01 00:00:00`. */
  startTime: string;
  /** IANA time zone name. */
  timeZone: string;
};

/**
 * What {@link SloSource.readStatuses} found.
 *
 * @public
 */
export type SloStatusReport = {
  /** The moment that all figures are of. */
  at: Date;
  /** Each objective once for each environment. */
  statuses: SloStatusRecord[];
};

/**
 * Where an objective stands in one environment.
 *
 * @public
 */
export type SloStatusRecord = SloReference & {
  /** Name of the service that the objective belongs to. */
  service: string;
  /** Name of the objective within the service. */
  name: string;
  /** What the rules were made from, for instance `prometheus/v1`. */
  definedBy?: string;
  /** What the owner put on the objective. */
  labels: Record<string, string>;
  /** Share of good events, above 0 and below 1. */
  objective: number;
  /**
   * What is known of the events:
   *
   * - `events`: there are some, and ratios of them
   * - `not_a_number`: there are some, and the ratio of the window is NaN
   * - `no_traffic`: it is measured, and there are none
   * - `no_data`: nothing is known
   */
  coverage: 'events' | 'not_a_number' | 'no_traffic' | 'no_data';
  /** Whether something measured it just now. */
  live: boolean;
  /** Shares of bad events in windows that end now, that of the objective among them. */
  ratios: Array<{ windowMs: number; errorRatio: number }>;
  /**
   * Where the budget is of calendar periods: which, and the share of bad events
   * since the start of the one that the moment of the report is in; absent
   * without events. `windowMs` is their nominal length then.
   */
  calendar?: SloCalendar & { errorRatio?: number };
  /** The pairs of windows that the alerts of the objective watch. */
  alertWindows: Array<{
    longMs: number;
    shortMs: number;
    factor: number;
    severity: 'page' | 'ticket';
    canFire: boolean;
  }>;
  /** Where the source tells. */
  eventsPerSecond?: number;
  /** Alerts that fire or are about to. */
  alerts: SloAlertRecord[];
};

/**
 * An alert of an objective.
 *
 * @public
 */
export type SloAlertRecord = {
  name: string;
  /** `pending` waits for its condition to hold long enough. */
  state: 'firing' | 'pending';
  severity?: string;
};

/**
 * The figures of an objective at one moment.
 *
 * @public
 */
export type SloPointRecord = {
  sloId: string;
  environment?: string;
  at: Date;
  /** Share of bad events in the window that ended then. */
  errorRatio: number;
};

/**
 * A figure on a page.
 *
 * @public
 */
export type SloFigure =
  | 'objective'
  | 'errorRatio'
  | 'budgetRemaining'
  | 'currentBurn'
  | 'burnWindows'
  | 'eventsPerSecond'
  | 'alerts';

/**
 * The query behind a figure.
 *
 * @public
 */
export type SloFigureQuery = {
  figure: SloFigure;
  /** Name of the query language, for instance `PromQL`. */
  language: string;
  query: string;
};

/**
 * A rule that a store evaluates.
 *
 * @public
 */
export type SloRuleRecord = {
  sloId: string;
  group: string;
  /** Of the recorded series or of the alert. */
  name: string;
  kind: 'recording' | 'alerting';
  query: string;
  labels: Record<string, string>;
  /** Why the last evaluation failed. */
  lastError?: string;
};
