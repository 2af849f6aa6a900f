import type {
  ChangeStatus,
  IncidentStatus,
} from '@backstage-devops/plugin-devops-common';
import type { RecordVersion } from '@backstage-devops/plugin-devops-node';
import { isJobEnd, isRunEnd, statusRank, toStatus } from './status';

/** Who tells of a state: the API tells more of the same state than a webhook. */
export type Teller = 'webhook' | 'api';

type Instant = number | undefined;

/**
 * The newest of some instants in whole seconds: a webhook cuts the fraction
 * off that the API gives, and the same state has to compare as equal.
 */
function newestSecond(instants: Instant[]): number {
  return Math.floor(
    instants.reduce<number>((newest, at) => Math.max(newest, at ?? 0), 0) /
      1000,
  );
}

/**
 * Puts what the timestamps cannot tell into the fraction of the second: first
 * the position of the state in the life cycle, then the API before a webhook,
 * so that links and coverage of the API are not kept out by a tie.
 */
function withinSecond(providerStatus: string, teller: Teller): number {
  return statusRank(providerStatus) * 10 + (teller === 'api' ? 5 : 0);
}

/** Times of a job, epoch milliseconds. */
export type JobTimes = {
  createdAt?: number;
  startedAt?: number;
  finishedAt?: number;
};

/**
 * A run has no attempts in GitLab: a retry or a played manual job adds or
 * starts a job of the same pipeline. The newest creation or start among its
 * jobs therefore counts the generations.
 */
export function runVersion(run: {
  providerStatus: string;
  teller: Teller;
  createdAt: number;
  finishedAt?: number;
  jobs: JobTimes[];
}): RecordVersion {
  const starts = [
    run.createdAt,
    ...run.jobs.flatMap(job => [job.createdAt, job.startedAt]),
  ];
  const ends = [run.finishedAt, ...run.jobs.map(job => job.finishedAt)];
  return {
    generation: newestSecond(starts),
    terminal: isRunEnd(toStatus(run.providerStatus).status),
    at:
      newestSecond([...starts, ...ends]) * 1000 +
      withinSecond(run.providerStatus, run.teller),
  };
}

/**
 * Only the job's own times count: another job of the same payload may be
 * newer, and webhooks of single jobs do not know of it.
 */
export function jobVersion(
  job: JobTimes & { providerStatus: string; teller: Teller },
): RecordVersion {
  return {
    generation: newestSecond([job.createdAt, job.startedAt]),
    terminal: isJobEnd(toStatus(job.providerStatus).status),
    at:
      newestSecond([job.createdAt, job.startedAt, job.finishedAt]) * 1000 +
      withinSecond(job.providerStatus, job.teller),
  };
}

/**
 * A deployment never starts over: a retried job makes a new one. The time of
 * a webhook is taken slightly after the change that the API dates, so an end
 * that a webhook tells steps back to let the fuller record of the API in.
 */
export function deploymentVersion(deployment: {
  providerStatus: string;
  teller: Teller;
  changedAt: number;
}): RecordVersion {
  const terminal = isRunEnd(toStatus(deployment.providerStatus).status);
  const stepBack = terminal && deployment.teller === 'webhook' ? 5 : 0;
  return {
    generation: 0,
    terminal,
    at:
      (newestSecond([deployment.changedAt]) - stepBack) * 1000 +
      withinSecond(deployment.providerStatus, deployment.teller),
  };
}

/**
 * A merge request that was closed can be reopened, one that was merged cannot.
 * Among states of the same second the one further on counts.
 */
export function changeVersion(change: {
  status: ChangeStatus;
  teller: Teller;
  changedAt: number;
}): RecordVersion {
  const rank = { open: 0, closed: 1, merged: 2 }[change.status];
  return {
    generation: 0,
    terminal: change.status === 'merged',
    at:
      newestSecond([change.changedAt]) * 1000 +
      rank * 10 +
      (change.teller === 'api' ? 5 : 0),
  };
}

/** Incidents can be reopened, so no state of theirs is an end. */
export function incidentVersion(incident: {
  status: IncidentStatus;
  teller: Teller;
  changedAt: number;
}): RecordVersion {
  const rank = { open: 0, acknowledged: 1, resolved: 2 }[incident.status];
  return {
    generation: 0,
    terminal: false,
    at:
      newestSecond([incident.changedAt]) * 1000 +
      rank * 10 +
      (incident.teller === 'api' ? 5 : 0),
  };
}

/**
 * What lies between two commits never changes, but an answer may tell more of
 * it than the one before: files beat none, and a whole list a cut one.
 */
export function rangeVersion(range: {
  withPaths: boolean;
  complete: boolean;
}): RecordVersion {
  return {
    generation: 0,
    terminal: true,
    at: (range.withPaths ? 2 : 0) + (range.complete ? 1 : 0),
  };
}

/** Environments have no states that end. */
export function environmentVersion(changedAt: number): RecordVersion {
  return { generation: 0, terminal: false, at: changedAt };
}
