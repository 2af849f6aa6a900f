import type { EnvironmentTier, RunStatus } from '../model';

/**
 * How a deployment ended, or that it has not ended yet.
 *
 * @public
 */
export type DeploymentOutcome = 'success' | 'failure' | 'canceled' | 'running';

/**
 * A commit as an event tells of it. Instants are ISO 8601 in UTC.
 *
 * @public
 */
export interface CommitEvent {
  sha: string;
  authoredAt?: string;
  committedAt?: string;
  message?: string;
  /** Paths that the commit touched, from the root of the repository. */
  paths?: string[];
}

/**
 * One attempt to bring a revision to an environment. Instants are ISO 8601 in
 * UTC.
 *
 * @public
 */
export interface DeploymentEvent {
  type: 'deployment';
  /** The provider's own identifier; the same for all attempts. */
  id: string;
  /** An entity reference or the bare name of a component, as it was given. */
  entity: string;
  /** The part of the entity that is deployed by itself, if it has several. */
  unit?: string;
  /** `unknown` when the provider does not know it. */
  environment: string;
  tier: EnvironmentTier;
  revision?: string;
  outcome: DeploymentOutcome;
  startedAt?: string;
  /** Always present when it succeeded. */
  finishedAt?: string;
  version?: string;
  ref?: string;
  url?: string;
  actor?: string;
  runId?: string;
  /** 1 for the first attempt. */
  attempt: number;
  /** A person's verdict on the change: true for failed, false for fine. */
  failed?: boolean;
  /** A person's word on whether it was unplanned work after an incident. */
  unplanned?: boolean;
  /**
   * When this state was true, where no other instant tells: of two events with
   * one id, the one with the newest instant counts.
   */
  updatedAt?: string;
}

/**
 * An incident in production. Instants are ISO 8601 in UTC.
 *
 * @public
 */
export interface IncidentEvent {
  type: 'incident';
  id: string;
  entity: string;
  startedAt: string;
  /** Absent while it is open. */
  resolvedAt?: string;
  /** Identifier of the deployment that caused it, where somebody knows. */
  deployment?: string;
  title?: string;
  severity?: string;
  environment?: string;
  url?: string;
  /** What the alerting tool calls the service. */
  service?: string;
  /**
   * When this state was true, where no other instant tells: of two events with
   * one id, the one with the newest instant counts.
   */
  updatedAt?: string;
}

/**
 * A pull or merge request. Instants are ISO 8601 in UTC.
 *
 * @public
 */
export interface ChangeEvent {
  type: 'change';
  id: string;
  entity: string;
  unit?: string;
  /** The commit that the merge left on the target branch. */
  revision?: string;
  /** The commits of the branch, as they were before a squash. */
  commits: CommitEvent[];
  createdAt?: string;
  /** Absent while it is not merged. */
  mergedAt?: string;
  title?: string;
  author?: string;
  url?: string;
  labels?: string[];
  /** The branch that it came from. */
  branch?: string;
  /** Paths that it touched, from the root of the repository. */
  paths?: string[];
  firstReviewAt?: string;
  approvedAt?: string;
  /**
   * When this state was true, where no other instant tells: of two events with
   * one id, the one with the newest instant counts.
   */
  updatedAt?: string;
}

/**
 * The commits that are in `to` and not in `from`.
 *
 * @public
 */
export interface RangeEvent {
  type: 'range';
  entity?: string;
  unit?: string;
  /**
   * A revision, at least its first seven characters; absent for the beginning
   * of history.
   */
  from?: string;
  /** A revision, at least its first seven characters. */
  to: string;
  commits: CommitEvent[];
}

/**
 * One run of a pipeline. Instants are ISO 8601 in UTC.
 *
 * @public
 */
export interface RunEvent {
  type: 'run';
  id: string;
  entity: string;
  name?: string;
  status: RunStatus;
  ref?: string;
  defaultBranch?: boolean;
  revision?: string;
  attempt: number;
  createdAt?: string;
  startedAt?: string;
  finishedAt?: string;
  url?: string;
  /**
   * When this state was true, where no other instant tells: of two events with
   * one id, the one with the newest instant counts.
   */
  updatedAt?: string;
}

/**
 * One job of a run. Instants are ISO 8601 in UTC.
 *
 * @public
 */
export interface JobEvent {
  type: 'job';
  id: string;
  /** Identifier of its run. */
  run: string;
  entity?: string;
  name: string;
  stage?: string;
  status: RunStatus;
  attempt: number;
  allowFailure?: boolean;
  createdAt?: string;
  startedAt?: string;
  finishedAt?: string;
  url?: string;
  /**
   * When this state was true, where no other instant tells: of two events with
   * one id, the one with the newest instant counts.
   */
  updatedAt?: string;
}

/**
 * One line of a delivery events file, or one item that is pushed.
 *
 * @public
 */
export type DeliveryEvent =
  | DeploymentEvent
  | IncidentEvent
  | ChangeEvent
  | RangeEvent
  | RunEvent
  | JobEvent;
