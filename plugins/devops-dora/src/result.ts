import type { AttributionConfidence } from './attribution';
import type { DoraDefinition } from './definitions';
import type { DeploymentKind, DeploymentVerdict } from './timelines';

/**
 * One row that a metric looked at.
 *
 * @public
 */
export interface ExplanationRow {
  deployment?: string;
  change?: string;
  incident?: string;
  /** In the unit of the metric, where the row has a value. */
  value?: number | null;
  counted: boolean;
  /** Why it counts as it does, or why it does not. */
  why: string;
}

/**
 * How a metric was made.
 *
 * @public
 */
export interface Explanation {
  /** The rules in plain words. */
  rules: string[];
  rows: ExplanationRow[];
}

/**
 * A metric. `value` is null when there is nothing to compute it from.
 *
 * @public
 */
export interface DoraMetric {
  value: number | null;
  unit: 'per day' | 'seconds' | 'ratio' | 'days per week';
  /** How many deployments, changes or incidents it is computed from. */
  n: number;
  /** Counts, and shares from 0 to 1, of what was or was not usable. */
  dataQuality: Record<string, number | null>;
  explanation: Explanation;
}

/**
 * Deployment frequency, with the days that had deployments.
 *
 * @public
 */
export interface DeploymentFrequency extends DoraMetric {
  /** Days of the window, as the calendar of the time zone counts them. */
  days: number;
  /** Deployments by day, for the days that have any. */
  byDay: Array<{ day: string; deployments: number }>;
}

/**
 * Middle and upper quantiles of a duration, in seconds.
 *
 * @public
 */
export interface DurationSummary {
  p50: number | null;
  p75: number | null;
  p90: number | null;
  n: number;
}

/**
 * Change lead time with its stages. A stage of a change that cannot be told,
 * or that would be negative, is left out.
 *
 * @public
 */
export interface LeadTime extends DoraMetric {
  p75: number | null;
  p90: number | null;
  stages: {
    /** From the first commit to the pull request. */
    coding: DurationSummary;
    /** From the pull request to its first review. */
    pickup: DurationSummary;
    /** From the first review to the merge. */
    review: DurationSummary;
    /** From the merge to the end of the deployment. */
    deploy: DurationSummary;
  };
}

/**
 * Change fail rate. Deployments that are too young to tell are not counted.
 *
 * @public
 */
export interface ChangeFailRate extends DoraMetric {
  failed: number;
  pending: number;
}

/**
 * Deployment rework rate.
 *
 * @public
 */
export interface ReworkRate extends DoraMetric {
  unplanned: number;
}

/**
 * Failed deployment recovery time.
 *
 * @public
 */
export interface RecoveryTime extends DoraMetric {
  p75: number | null;
  p90: number | null;
  /** Failed deployments that are not recovered. */
  open: number;
  /** How long all incidents lasted, the old time to restore. */
  restore: DurationSummary & { open: number };
}

/**
 * Rollouts that succeeded among those that ended, attempt by attempt.
 *
 * @public
 */
export interface SuccessRate extends DoraMetric {
  success: number;
  failure: number;
}

/**
 * What was found out about one deployment.
 *
 * @public
 */
export interface DeploymentReport {
  id: string;
  entity: string;
  unit: string | null;
  environment: string;
  tier: string;
  revision: string | null;
  outcome: string;
  finishedAt: number | null;
  /** Null for a deployment that did not succeed. */
  kind: DeploymentKind | null;
  /** Identifier of the success before it in its environment. */
  previousSuccess: string | null;
  verdict: DeploymentVerdict | null;
  /** Such as `incident:7`, `rollback:d3`, `revert:d4`, `hotfix:d5`, `mark`. */
  reasons: string[];
  /** The same for work that was not planned; empty if it was. */
  unplanned: string[];
  /** Identifiers of pull requests, and hashes of commits that have none. */
  changes: string[];
  /**
   * How the commits since the success before it are known: all of them, with
   * those of further successes before it, a part of them, or not at all. Null
   * for a deployment that has no success before it.
   */
  range: 'exact' | 'wider' | 'partial' | 'unknown' | null;
}

/**
 * A change that a deployment brought to its environment.
 *
 * @public
 */
export interface ChangeReport {
  /** Identifier of the pull request, or hash of a commit that has none. */
  id: string;
  /** Identifier of the deployment. */
  deployment: string;
  environment: string;
  unit: string | null;
  /** The commit by which it came to its branch. */
  revision: string | null;
  pullRequest: boolean;
  startedAt: number | null;
  deliveredAt: number;
  /** Lead time; may be negative. */
  seconds: number | null;
  /** Seconds, null where a stage cannot be told. */
  stages: Record<'coding' | 'pickup' | 'review' | 'deploy', number | null>;
}

/**
 * What was found out about one incident.
 *
 * @public
 */
export interface IncidentReport {
  id: string;
  entity: string;
  startedAt: number;
  resolvedAt: number | null;
  /** Identifier of the deployment that it is attributed to. */
  deployment: string | null;
  confidence: AttributionConfidence | null;
  /** Why it is attributed to none. */
  unattributed: string | null;
}

/**
 * All metrics of a window.
 *
 * @public
 */
export interface DoraResult {
  definition: DoraDefinition;
  from: number;
  to: number;
  timezone: string;
  metrics: {
    deploymentFrequency: DeploymentFrequency;
    leadTime: LeadTime;
    changeFailRate: ChangeFailRate;
    reworkRate: ReworkRate;
    recoveryTime: RecoveryTime;
    /** Median of the days with deployments in a week. */
    deployDaysPerWeek: DoraMetric;
    successRate: SuccessRate;
  };
  /** Of all environments and times, by the time they ended. */
  deployments: DeploymentReport[];
  /** Of all environments and times, by the deployments that brought them. */
  changes: ChangeReport[];
  /** Of all times, by the time they started. */
  incidents: IncidentReport[];
}
