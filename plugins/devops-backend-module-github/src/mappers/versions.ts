import type { RecordVersion } from '@backstage-devops/plugin-devops-node';
import type { ProviderState } from './status';

/** Who tells of a state: the API tells more of the same state than a webhook. */
export type Teller = 'webhook' | 'api';

type Instant = number | undefined;

/** GitHub's times are whole seconds, wherever they come from. */
function newestSecond(instants: Instant[]): number {
  return Math.floor(
    instants.reduce<number>((newest, one) => Math.max(newest, one ?? 0), 0) /
      1000,
  );
}

/**
 * Puts what the times cannot tell into the fraction of the second: first the
 * position of the state in its life cycle, then the API before a webhook, so
 * that a tie does not keep out what only the API tells.
 */
function at(instants: Instant[], rank: number, teller: Teller): number {
  const withinSecond = rank * 10 + (teller === 'api' ? 5 : 0);
  return newestSecond(instants) * 1000 + Math.min(withinSecond, 999);
}

/** A run keeps its id when it is run again, and counts its attempts. */
export function runVersion(run: {
  state: ProviderState;
  teller: Teller;
  attempt: number;
  changedAt: number;
}): RecordVersion {
  return {
    generation: run.attempt,
    terminal: run.state.terminal,
    at: at([run.changedAt], run.state.rank, run.teller),
  };
}

/**
 * A job never starts over: a new attempt of the run makes a new one. Its own
 * times do not move while it waits for an approval; those of its deployment
 * do.
 */
export function jobVersion(job: {
  state: ProviderState;
  teller: Teller;
  createdAt?: number;
  startedAt?: number;
  finishedAt?: number;
  deploymentChangedAt?: number;
}): RecordVersion {
  const { createdAt, startedAt, finishedAt, deploymentChangedAt } = job;
  return {
    generation: 0,
    terminal: job.state.terminal,
    at: at(
      [createdAt, startedAt, finishedAt, deploymentChangedAt],
      job.state.rank,
      job.teller,
    ),
  };
}

/**
 * Each state of a deployment has a time of its own. What `inactive` would say
 * never gets here, so an end stays what it was, unless a later end corrects
 * it.
 */
export function deploymentVersion(deployment: {
  state: ProviderState;
  teller: Teller;
  changedAt: number;
}): RecordVersion {
  return {
    generation: 0,
    terminal: deployment.state.terminal,
    at: at([deployment.changedAt], deployment.state.rank, deployment.teller),
  };
}

/** Environments have no states that end. */
export function environmentVersion(changedAt: number): RecordVersion {
  return { generation: 0, terminal: false, at: changedAt };
}

/** A closed pull request can be opened again; a merged one stays merged. */
export function pullVersion(pull: {
  status: 'open' | 'closed' | 'merged';
  teller: Teller;
  changedAt: number;
}): RecordVersion {
  return {
    generation: 0,
    terminal: pull.status === 'merged',
    at: at(
      [pull.changedAt],
      ['open', 'closed', 'merged'].indexOf(pull.status),
      pull.teller,
    ),
  };
}

/** The year 2286 in seconds, which no time of GitHub reaches. */
const END_OF_TIME_S = 9_999_999_999;

/**
 * Of two reviews the earlier one is the first, so it has the greater version.
 * Both are smaller than that of any state of the pull request, which would
 * otherwise be replaced by what a review repeats of it.
 */
export function firstReviewVersion(submittedAt: number): RecordVersion {
  return {
    generation: 0,
    terminal: false,
    at: END_OF_TIME_S - newestSecond([submittedAt]),
  };
}
