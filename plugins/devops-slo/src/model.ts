import { Duration } from './duration';

/**
 * How the error budget is counted, by its OpenSLO name.
 *
 * @public
 */
export type BudgetingMethod = 'Occurrences' | 'Timeslices' | 'RatioTimeslices';

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

/**
 * A source that counts results of the portal's own probes. Every field narrows
 * the results that are counted; `environment` is the only one required.
 *
 * @public
 */
export interface ProbeMetricSource {
  type: 'Probe';
  environment: string;
  /** Counts only results with this outcome. */
  outcome?: 'success' | 'failure';
  /** Counts only results that answered in less than this many milliseconds. */
  latencyBelowMs?: number;
  /** Counts only results of the check with this name. */
  check?: string;
}

/**
 * A source that something else measures. Of its `spec` only the query is kept:
 * the other keys are free-form and may hold credentials.
 *
 * @public
 */
export interface QueryMetricSource {
  /** Any type that is not `Probe`. */
  type: string;
  query?: string;
  /** Name of the DataSource document that the file refers to. */
  dataSource?: string;
  /**
   * Says that the query selects a latency histogram: the series of its
   * buckets (`classic`) or one of native histograms.
   */
  histogram?: 'classic' | 'native';
}

/** @public */
export type MetricSource = ProbeMetricSource | QueryMetricSource;

/**
 * What is measured. `ratio` counts events, `rawRatio` reads a ratio somebody
 * computed already, `threshold` compares a value, and `composite` weighs other
 * objectives.
 *
 * @public
 */
export type Indicator = {
  name?: string;
  displayName?: string;
  description?: string;
  /** Where the query of each source is written, as far as there is one. */
  places?: { counted?: SloPlace; total?: SloPlace; source?: SloPlace };
} & (
  | {
      kind: 'ratio';
      /** Whether the metrics are monotonically increasing counters. */
      counter: boolean;
      /** Whether `counted` counts the good or the bad events of `total`. */
      role: 'good' | 'bad';
      counted: MetricSource;
      total: MetricSource;
    }
  | { kind: 'rawRatio'; rawType: 'success' | 'failure'; raw: MetricSource }
  | {
      kind: 'threshold';
      source: MetricSource;
      op: ComparisonOperator;
      value: number;
    }
  | {
      kind: 'composite';
      /** The objectives that make it together, in the order of the file. */
      parts: Array<{ id: string; objective: number; weight: number }>;
    }
);

/** An indicator that queries something. @public */
export type MeasuredIndicator = Exclude<Indicator, { kind: 'composite' }>;

/** @public */
export type ComparisonOperator = 'lte' | 'gte' | 'lt' | 'gt';

/**
 * How loud an alert is: `page` wakes somebody up, `ticket` waits for the morning.
 *
 * @public
 */
export type AlertSeverity = 'page' | 'ticket';

/**
 * A burn rate condition that the file declares.
 *
 * @public
 */
export interface BurnRateCondition {
  severity: AlertSeverity;
  /** The severity as in the file. */
  severityText: string;
  /** Multiples of the sustainable burn rate. */
  threshold: number;
  lookbackMs: number;
  /** How long the condition must hold before somebody is told. */
  alertAfterMs: number;
  /** Names of the targets of its policy; absent means the owner. */
  notificationTargets?: string[];
}

/**
 * Somebody who is told of alerts, by the name of a receiver.
 *
 * @public
 */
export interface NotificationTarget {
  name: string;
  /** What kind of receiver it is, such as `slack`; absent if only its name is known. */
  target?: string;
}

/**
 * A pair of windows that a document gives for all objectives of a period.
 *
 * @public
 */
export interface CatalogueWindow {
  severity: AlertSeverity;
  /** Percent of the budget that the alert lets the long window spend. */
  budgetPercent: number;
  shortMs: number;
  longMs: number;
}

/**
 * A place in a file.
 *
 * @public
 */
export interface SloPlace {
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
}

/**
 * What a file is written in: the value of its `apiVersion` or `version`.
 *
 * @public
 */
export type SloFormat =
  | 'openslo/v1'
  | 'openslo/v1alpha'
  | 'prometheus/v1'
  | 'sloth.slok.dev/v1'
  | 'pyrra.dev/v1alpha1';

/**
 * The document that objectives come from; those of one document share it.
 *
 * @public
 */
export interface SloDocument {
  format: SloFormat;
  /** Position of the document among those that were read together, from 0. */
  index: number;
  /** `metadata.name`, or the service of a document without one. */
  name: string;
  /** Namespace of a Kubernetes resource. */
  namespace?: string;
}

/**
 * What a file says about the alerts of one severity.
 *
 * @public
 */
export interface SeverityAlerting {
  disabled: boolean;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/**
 * What a file says about alerts apart from their conditions.
 *
 * @public
 */
export interface SloAlerting {
  /** Name of the alerts; absent means the usual one. */
  name?: string;
  page: SeverityAlerting;
  ticket: SeverityAlerting;
  /** Whether missing data is alerted on; absent means the usual: it is. */
  whenNoData?: boolean;
  /** Whether burn rates are alerted on; absent means the usual: they are. */
  whenBreaching?: boolean;
  /** Everybody whom policies of the file name. */
  notificationTargets?: NotificationTarget[];
  /** Names of those who are told of missing data; absent means the owner. */
  noDataTargets?: string[];
  /** Failures within the long window below which nobody is told. */
  minFailures?: number;
  /** Events that are expected in a day, to find alerts that one error fires. */
  eventsPerDay?: number;
}

/**
 * One objective: an OpenSLO document with several objectives becomes several
 * of these.
 *
 * @public
 */
export interface SloSpec {
  /** `<service>-<name>`, with `-<index>` where the document has several objectives. */
  id: string;
  name: string;
  displayName?: string;
  description?: string;
  /** Name of the service that the objective belongs to. */
  service: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  indicator: Indicator;
  /** Share of good events, above 0 and below 1. */
  objective: number;
  /** The objective in percent with the rounding noise that other tools print. */
  objectivePercent: number;
  objectiveName?: string;
  window: TimeWindow;
  budgeting: {
    method: BudgetingMethod;
    /** Length of a slice, for both methods that slice time. */
    sliceMs?: number;
    /** Share of good events that makes a slice good, for `Timeslices`. */
    sliceTarget?: number;
  };
  /** Weight within a composite objective, if the file says one. */
  compositeWeight?: number;
  /** Conditions that the file declares; empty means the default alert windows. */
  alerts: BurnRateCondition[];
  /** Pairs that a document beside it gives for its window, instead of the default ones. */
  alertWindows?: CatalogueWindow[];
  alerting: SloAlerting;
  /** Type of the metric source, such as `Probe` or `Prometheus`. */
  measuredBy: string;
  /** Sentences that say why this objective cannot be computed; empty if it can. */
  limitations: string[];
  source: {
    file: string;
    /** Line of the document, or of the objective where documents hold many; from 1. */
    line: number;
    /** Where the objective itself is written. */
    objective: SloPlace & { key: string };
    document: SloDocument;
  };
}

/**
 * What is wrong with a file. An `error` refuses the document, a `warning` is to
 * be looked at although the document is used, a `note` says what was passed over.
 *
 * @public
 */
export interface SloProblem {
  severity: 'error' | 'warning' | 'note';
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  /** Path of the key, such as `spec.objectives[0].target`; empty for the document. */
  key: string;
  message: string;
  /** What to do about it. */
  remedy: string;
}

/**
 * Tells a probe from every other metric source.
 *
 * @public
 */
export function isProbeSource(
  source: MetricSource,
): source is ProbeMetricSource {
  return source.type === 'Probe';
}
