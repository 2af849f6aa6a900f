import type { Entity } from '@backstage/catalog-model';
import type {
  AlertStatus,
  ChangeStatus,
  GateStatus,
  IncidentStatus,
  RunStatus,
} from '@backstage-devops/plugin-devops-common';
import type { HttpHandler } from 'msw';
import type { DeliverySource, JobReference, RunReference } from '../providers';

/**
 * What {@link providerConformance} needs to know of a provider. A port that
 * the source has needs its part here, and the suite says so.
 *
 * @public
 */
export type ProviderConformanceOptions = {
  /** Makes the source as the module makes it, with the secrets below. */
  createSource(): DeliverySource;
  /** Tokens and secrets of the source. None of them may ever show in an error. */
  secrets: string[];
  /** An entity of this source, and the scopes that it is bound to. */
  binding: {
    entity: Entity;
    scopes: string[];
    /** Scopes of the same entity without annotations; default: none. */
    unannotated?: string[];
  };
  api?: ConformanceApi;
  changes?: ConformanceChanges;
  logs?: ConformanceLogs;
  control?: ConformanceControl;
  webhooks?: ConformanceWebhooks;
};

/**
 * The provider's API, played by msw.
 *
 * @public
 */
export type ConformanceApi = {
  /** Pattern of every request that the source may send, for instance `https://gitlab.example.com/*`. */
  url: string;
  scope: string;
  /** A run that the handlers know. */
  runKey: string;
  /** Well formed, and answered by the handlers as the provider answers for a run that was deleted. */
  unknownRunKey: string;
  /**
   * Matches what has to be in an error so that somebody can act on it: the
   * instance and the configuration key.
   */
  remedy: RegExp;
  /** A healthy provider whose list of runs has this many pages. */
  handlers(options: { pages: number }): HttpHandler[];
  /** Keys of all records that a sweep of that provider reports. */
  keys(options: { pages: number }): string[];
};

/**
 * What lies between revisions. Revisions are whole hashes of commits.
 *
 * @public
 */
export type ConformanceChanges = {
  /** `to` contains `from`, and these commits more, oldest first. */
  range: { from: string; to: string; commits: string[] };
  /** Neither contains the other. */
  diverged: { from: string; to: string };
  /** Answered by the handlers as the provider answers for a revision that it does not have. */
  unknown: string;
  /** Knows the revisions above, in both directions, and the files of each commit. */
  handlers(): HttpHandler[];
};

/**
 * Logs of jobs.
 *
 * @public
 */
export type ConformanceLogs = {
  job: JobReference;
  /** Answers the request for the log of the job. */
  handler(log: string): HttpHandler;
};

/**
 * Control of jobs and runs: how the provider answers in each case.
 *
 * @public
 */
export type ConformanceControl = {
  job: JobReference;
  run: RunReference;
  accepts(): HttpHandler[];
  /** The job or run is in a state that does not allow the action. */
  refusesState(): HttpHandler[];
  /** Actions that the provider does not know. */
  unsupported?: ConformanceAction[];
};

/**
 * What {@link ConformanceControl} acts: on the job, or on the run.
 *
 * @public
 */
export type ConformanceAction =
  'play' | 'retry' | 'cancel' | 'retryRun' | 'cancelRun';

/**
 * A webhook of the provider before it is signed.
 *
 * @public
 */
export type ConformanceDelivery = { event: string; body: unknown };

/**
 * Webhooks. The source has to be made with two secrets, as while one is being
 * replaced.
 *
 * @public
 */
export type ConformanceWebhooks = {
  /** A story of runs, jobs, deployments and whatever else the provider tells, in the order of sending. */
  deliveries: ConformanceDelivery[];
  /** How the story ends: the state of everything that has one, by key. */
  outcome: Record<
    string,
    RunStatus | ChangeStatus | IncidentStatus | AlertStatus | GateStatus
  >;
  /** A genuine webhook that does not concern deliveries. */
  unrelated: ConformanceDelivery;
  /** Headers that the provider would send with the body, lower case. */
  sign(
    delivery: { event: string; rawBody: Buffer },
    options: {
      secret: 'current' | 'previous' | 'wrong' | 'none';
      sentAt: Date;
      deliveryId: string;
    },
  ): Record<string, string>;
  /**
   * What a signature covers: body and time (`true`), the body alone (`'body'`),
   * or nothing, where a token is all there is (`false`).
   */
  signed: boolean | 'body';
};
