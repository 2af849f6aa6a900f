import { SloPlace } from './source';

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
 * Tells a probe from every other metric source.
 *
 * @public
 */
export function isProbeSource(
  source: MetricSource,
): source is ProbeMetricSource {
  return source.type === 'Probe';
}
