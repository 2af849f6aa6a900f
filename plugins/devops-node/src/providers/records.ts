import type {
  Actor,
  Commit,
  EnvironmentTier,
  JobControl,
  RunControl,
  RunStatus,
  WaitingOn,
} from '@backstage-devops/plugin-devops-common';

/**
 * Decides which of two records of the same thing is the newer one, whatever
 * the order in which they arrive: first by generation, then terminal beats not
 * terminal, then by the provider's own time. Ties keep what is stored.
 *
 * @public
 */
export type RecordVersion = {
  /**
   * A number that grows whenever the thing starts over: the attempt where the
   * provider counts attempts, else for instance the start of its newest job in
   * epoch seconds.
   */
  generation: number;
  /** No further change is expected within this generation. */
  terminal: boolean;
  /** The provider's time of this state, epoch milliseconds. Never the time of arrival. */
  at: number;
};

/**
 * Identifies a thing at its provider: natural keys are unique within a source
 * and never change.
 *
 * @public
 */
export type RecordBase = {
  /**
   * What entities are bound to, in the provider's spelling, for instance the
   * path of a project. Records of a scope that no entity is bound to are kept:
   * they show once one is.
   */
  scope: string;
  /** Natural key within the source, for instance `pipeline:4711`. */
  key: string;
  version: RecordVersion;
};

/**
 * One run of a pipeline, as a provider reports it. Instants are ISO 8601 with
 * zone. Fields that are absent leave stored values in place.
 *
 * @public
 */
export type RunRecord = RecordBase & {
  type: 'run';
  externalId: string;
  name?: string;
  status: RunStatus;
  providerStatus: string;
  waitingOn?: WaitingOn;
  attempt?: number;
  ref: string;
  defaultBranch?: boolean;
  revision: string;
  commit?: Commit;
  actor?: Actor;
  trigger?: string;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  durationMs?: number;
  url?: string;
  controls?: RunControl[];
};

/**
 * One job of a run, as a provider reports it.
 *
 * @public
 */
export type JobRecord = RecordBase & {
  type: 'job';
  /** `key` of the run it belongs to. */
  runKey: string;
  externalId: string;
  name: string;
  stage?: string;
  /** Position among the jobs of the run, for display. */
  order?: number;
  status: RunStatus;
  providerStatus: string;
  waitingOn?: WaitingOn;
  allowFailure?: boolean;
  failureReason?: string;
  /** Name of the environment that it deploys to. */
  environment?: string;
  coverage?: number;
  createdAt?: string;
  startedAt?: string;
  finishedAt?: string;
  durationMs?: number;
  retried?: boolean;
  url?: string;
  controls?: JobControl[];
};

/**
 * One deployment, as a provider reports it.
 *
 * @public
 */
export type DeploymentRecord = RecordBase & {
  type: 'deployment';
  externalId: string;
  environment: string;
  tier?: EnvironmentTier;
  environmentUrl?: string;
  status: RunStatus;
  providerStatus: string;
  /** Tag or release that is deployed, where known; else the revision stands for it. */
  release?: string;
  ref?: string;
  revision: string;
  commit?: Commit;
  actor?: Actor;
  runKey?: string;
  jobKey?: string;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  durationMs?: number;
  url?: string;
};

/**
 * An environment that a provider knows, deployed to or not.
 *
 * @public
 */
export type EnvironmentRecord = RecordBase & {
  type: 'environment';
  name: string;
  tier?: EnvironmentTier;
  url?: string;
  /** Stopped or deleted at the provider: kept, and no longer shown. */
  gone?: boolean;
};

/**
 * Whatever a provider reports.
 *
 * @public
 */
export type DeliveryRecord =
  RunRecord | JobRecord | DeploymentRecord | EnvironmentRecord;

/**
 * The result of one check of one environment of one entity.
 *
 * @public
 */
export type MeasurementRecord = {
  entityRef: string;
  environment: string;
  /** Name of the check where an environment has several, for instance `health`. */
  check: string;
  /** Start of the check, epoch milliseconds: with the three above the natural key. */
  at: number;
  ok: boolean;
  latencyMs: number;
  /** Why it was not ok, in a few words, without secrets. */
  reason?: string;
};
