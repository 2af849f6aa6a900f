import type {
  ChangeReport,
  DeploymentReport,
  DoraDefinition,
  DoraResult,
  IncidentReport,
  QuickCheckScores,
} from '@backstage-devops/plugin-devops-dora';

/** The windows that answers are ready for, in days that end now. */
export const SNAPSHOT_WINDOWS = [7, 30, 90, 180] as const;

export type SnapshotWindow = (typeof SNAPSHOT_WINDOWS)[number];

export type MetricName = keyof DoraResult['metrics'];

/** Which incidents are attributed to deployments of an entity. */
export type IncidentScope = 'entity' | 'system';

/** What is asked about an entity. Instants are epoch milliseconds. */
export type MetricsQuery = {
  /** 30 days when neither this nor `from` and `to` are given. */
  window?: SnapshotWindow;
  /** Inclusive; wins over `window`. */
  from?: number;
  /** Exclusive; now by default. */
  to?: number;
  definition?: DoraDefinition;
  /** May be infinite. */
  attributionWindowMs?: number;
  incidentScope?: IncidentScope;
  /** IANA name. */
  timezone?: string;
};

/** With which options an answer was made. */
export type MetricsOptions = {
  definition: DoraDefinition;
  /** Null for a deployment of any age. */
  attributionWindowMs: number | null;
  incidentScope: IncidentScope;
  timezone: string;
};

type WithoutExplanation<T> = Omit<T, 'explanation'>;

/** The metrics without the rows behind them. */
export type Metrics = {
  [Name in MetricName]: WithoutExplanation<DoraResult['metrics'][Name]>;
};

/** Runs of the default branch that succeeded or failed. */
export type RunFigures = {
  n: number;
  succeeded: number;
  successRate: number | null;
  medianDurationMs: number | null;
};

/** What an answer says, whenever it was made. */
export type MetricsBody = {
  options: MetricsOptions;
  metrics: Metrics;
  runs: RunFigures;
  benchmark: QuickCheckScores;
  /** Share from 0 to 1 of what is known of what should be; null without data. */
  quality: number | null;
};

export type MetricsAnswer = MetricsBody & {
  /** Undefined when `from` was asked for. */
  window?: SnapshotWindow;
  from: number;
  to: number;
  /** When it was computed. */
  asOf: number;
  /** Changes whenever the body changes, for an ETag. */
  version: string;
};

/** One row behind a metric, with what was found out about it. */
export type MetricRow = {
  /** When it counts; undefined for rows that are no event, such as weeks. */
  at?: number;
  /** In the unit of the metric. */
  value?: number | null;
  counted: boolean;
  why: string;
  deployment?: DeploymentReport;
  change?: ChangeReport;
  incident?: IncidentReport;
};

export type MetricRows = {
  metric: MetricName;
  options: MetricsOptions;
  from: number;
  to: number;
  /** The rules in plain words. */
  rules: string[];
  /** Newest first. */
  rows: MetricRow[];
  /** How many there are in all. */
  total: number;
};
