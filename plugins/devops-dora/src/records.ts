import type {
  DeploymentOutcome,
  EnvironmentTier,
} from '@backstage-devops/plugin-devops-common';

/**
 * What the engine reads. Instants are milliseconds since the epoch.
 */

/**
 * One attempt to bring a revision to an environment.
 *
 * @public
 */
export interface DeploymentRecord {
  id: string;
  entity: string;
  /** The part of the entity that is deployed by itself, if it has several. */
  unit?: string;
  environment: string;
  tier: EnvironmentTier;
  revision?: string;
  version?: string;
  outcome: DeploymentOutcome;
  startedAt?: number;
  finishedAt?: number;
  /** The run that made it; deployments of one run share it. */
  runId?: string;
  /** 1 for the first attempt, which is the default. */
  attempt?: number;
  /** A person's verdict: true for failed, false for fine. */
  failed?: boolean;
  /** A person's word on whether it was unplanned. */
  unplanned?: boolean;
}

/**
 * An incident.
 *
 * @public
 */
export interface IncidentRecord {
  id: string;
  entity: string;
  startedAt: number;
  resolvedAt?: number;
  /** Identifier of the deployment that caused it, where somebody knows. */
  deployment?: string;
  environment?: string;
  /** What the alerting tool calls the service, when it led to the entity. */
  service?: string;
}

/**
 * A commit, as far as it is known.
 *
 * @public
 */
export interface CommitRecord {
  sha: string;
  authoredAt?: number;
  committedAt?: number;
  message?: string;
  paths?: string[];
}

/**
 * A pull or merge request.
 *
 * @public
 */
export interface ChangeRecord {
  id: string;
  entity: string;
  unit?: string;
  /** The commit that the merge left on the target branch. */
  revision?: string;
  commits: CommitRecord[];
  createdAt?: number;
  firstReviewAt?: number;
  mergedAt?: number;
  title?: string;
  branch?: string;
  labels?: string[];
  paths?: string[];
}

/**
 * The commits that are in `to` and not in `from`.
 *
 * @public
 */
export interface RangeRecord {
  entity?: string;
  unit?: string;
  /** Absent for the beginning of history. */
  from?: string;
  to: string;
  commits: CommitRecord[];
  /**
   * False when there are more commits than these, for instance because the
   * provider cut the list. Absent means true.
   */
  complete?: boolean;
}

/**
 * Everything that the metrics are computed from. Neither order nor repetition
 * of the records matters.
 *
 * @public
 */
export interface DeliveryRecords {
  deployments: DeploymentRecord[];
  incidents: IncidentRecord[];
  changes: ChangeRecord[];
  ranges: RangeRecord[];
}
