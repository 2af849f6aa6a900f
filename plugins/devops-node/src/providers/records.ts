import type {
  Actor,
  AlertStatus,
  ChangeCommit,
  ChangeStatus,
  Commit,
  EnvironmentTier,
  GateStatus,
  IncidentStatus,
  JobControl,
  RangeDirection,
  RunControl,
  RunStatus,
  StepRun,
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
  /** The store keeps the earliest that records of the run tell. */
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
  /** In the order in which they ran. */
  steps?: StepRun[];
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
  /**
   * What is deployed, where one scope has several things that are deployed
   * apart, for instance a service of a monorepo.
   */
  unit?: string;
  /** Counted by the provider, from 1. */
  attempt?: number;
  /** A person's or tool's word that it failed in use, or that it did not. */
  markedFailed?: boolean;
  /** A person's or tool's word that it mends an incident. */
  markedUnplanned?: boolean;
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
 * A merge request or pull request, as a provider reports it.
 *
 * @public
 */
export type ChangeRecord = RecordBase & {
  type: 'change';
  /** What people of the provider call it, for instance `!12` or `#12`. */
  externalId: string;
  status: ChangeStatus;
  /** The store keeps the earliest that records of the change tell. */
  createdAt: string;
  title?: string;
  author?: Actor;
  unit?: string;
  sourceBranch?: string;
  targetBranch?: string;
  /** The commit by which it came to its target branch. */
  revision?: string;
  /** Its own commits, oldest first, as far as the provider told of them. */
  commits?: ChangeCommit[];
  labels?: string[];
  /** Files that it touches, for rules by path. */
  paths?: string[];
  firstReviewAt?: string;
  approvedAt?: string;
  mergedAt?: string;
  closedAt?: string;
  url?: string;
};

/**
 * What lies between two revisions: the commits that `to` has and `from` has
 * not.
 *
 * @public
 */
export type RangeRecord = RecordBase & {
  type: 'range';
  from: string;
  to: string;
  unit?: string;
  /**
   * `ahead` when `to` contains `from`, `behind` when it is the other way
   * round, `diverged` when neither does, `identical`.
   */
  direction: RangeDirection;
  /** Oldest first. */
  commits: ChangeCommit[];
  /** False when the provider cut the list. */
  complete: boolean;
};

/**
 * An incident, as the tool that people handle it with reports it.
 *
 * @public
 */
export type IncidentRecord = RecordBase & {
  type: 'incident';
  externalId: string;
  status: IncidentStatus;
  /** The store keeps the earliest that records of the incident tell. */
  startedAt: string;
  title?: string;
  /** The tool's own word, for instance `P1` or `critical`. */
  severity?: string;
  /** The tool's id of the service, where it has services. */
  service?: string;
  environment?: string;
  unit?: string;
  /** `key` of the deployment that caused it, where somebody said so. */
  deploymentKey?: string;
  acknowledgedAt?: string;
  resolvedAt?: string;
  url?: string;
};

/**
 * One firing of an alert, from its start to its end.
 *
 * @public
 */
export type AlertRecord = RecordBase & {
  type: 'alert';
  externalId: string;
  name: string;
  status: AlertStatus;
  startedAt: string;
  endedAt?: string;
  severity?: string;
  environment?: string;
  summary?: string;
  labels?: Record<string, string>;
  runbookUrl?: string;
  url?: string;
};

/**
 * What a quality gate said about a run or a job of it.
 *
 * @public
 */
export type GateRecord = RecordBase & {
  type: 'gate';
  /** `key` of the run. */
  runKey: string;
  jobKey?: string;
  /** For people, for instance `coverage`. */
  name: string;
  /** For instance `lint`, `unit_tests`, `coverage`, `sast`, `secrets`, `dependencies`, `licences`, `image`. */
  kind: string;
  status: GateStatus;
  createdAt: string;
  /** What was measured and what it was held against, in `measure`. */
  value?: number;
  threshold?: number;
  /** For instance `percent` or `findings`. */
  measure?: string;
  summary?: string;
  url?: string;
};

/**
 * Whatever a provider reports.
 *
 * @public
 */
export type DeliveryRecord =
  | RunRecord
  | JobRecord
  | DeploymentRecord
  | EnvironmentRecord
  | ChangeRecord
  | RangeRecord
  | IncidentRecord
  | AlertRecord
  | GateRecord;

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
