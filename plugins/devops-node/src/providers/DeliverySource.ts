import type { Entity } from '@backstage/catalog-model';
import type {
  JobControl,
  RunControl,
} from '@backstage-devops/plugin-devops-common';
import type { AlertRecord, DeliveryRecord, RangeRecord } from './records';

/**
 * One configured instance of a provider, for instance one GitLab host.
 *
 * The ports are optional: a source implements those that its provider can
 * serve, and the API and the pages follow what is there.
 *
 * @public
 */
export interface DeliverySource {
  /** Unique among all sources, `[a-z0-9-]+`; part of the webhook's path. */
  readonly id: string;
  /** For instance `gitlab`; part of the webhook's path. */
  readonly provider: string;
  /** For people, for instance `GitLab (gitlab.example.com)`. */
  readonly title: string;
  /** Annotations that bind an entity to this source, most usual first. */
  readonly annotations: string[];

  /**
   * The scopes of this source that an entity is bound to, from its
   * annotations alone. Empty when it is none of this source's.
   */
  scopesOf(entity: Entity): string[];

  readonly webhooks?: WebhookParser;
  readonly pipelines?: PipelineSource;
  readonly changes?: ChangeSource;
  readonly logs?: LogSource;
  readonly control?: PipelineControl;
  readonly alerts?: AlertSource;

  /**
   * How many requests the provider still answers, as its last answers to this
   * process told. Undefined before the first one, and where it does not tell.
   */
  requestBudget?(): RequestBudget | undefined;
}

/**
 * What is left of a limit on the rate of requests.
 *
 * @public
 */
export type RequestBudget = {
  /** Requests until `resetsAt`. */
  remaining: number;
  /** How many there are altogether in one period. */
  limit?: number;
  /** When the next period begins. */
  resetsAt: Date;
};

/**
 * A webhook as it arrived: the bytes that were signed, and lower-case headers.
 *
 * @public
 */
export type WebhookRequest = {
  headers: Record<string, string | string[] | undefined>;
  rawBody: Buffer;
  receivedAt: Date;
};

/**
 * Reads the webhooks of a provider. It does no I/O.
 *
 * @public
 */
export interface WebhookParser {
  /**
   * Checks signature or token in constant time and returns the delivery's id
   * and event. Throws `AuthenticationError` when the request is not from the
   * provider; its message tells neither secret nor signature. A body may have
   * many megabytes: {@link hmacOf} does not hold up other requests meanwhile.
   * `InputError` and `NotAllowedError` refuse a genuine request: nothing of it
   * is stored.
   */
  verify(request: WebhookRequest): WebhookVerdict | Promise<WebhookVerdict>;

  /**
   * Turns a verified delivery into records. Throws `InputError`, which parks
   * the delivery, when the payload is not what the event promises; returns no
   * records for events that do not concern deliveries. What may take longer
   * than some milliseconds should be done in turns: see {@link mapInTurns}.
   */
  parse(delivery: WebhookDelivery): WebhookResult | Promise<WebhookResult>;
}

/**
 * What {@link WebhookParser.verify} found.
 *
 * @public
 */
export type WebhookVerdict = {
  /** The provider's id of the delivery: redeliveries carry the same one. */
  deliveryId?: string;
  /** The provider's name of the event, for instance `Pipeline Hook`. */
  event: string;
  /**
   * JSON to store instead of what was sent, where that is no JSON, or where
   * headers tell a part of it: headers are not stored.
   */
  body?: Buffer;
  /**
   * Who sent it, for the audit log, where the credential tells, for instance
   * the name of a token.
   */
  sender?: string;
};

/**
 * A stored delivery.
 *
 * @public
 */
export type WebhookDelivery = {
  event: string;
  /** What was sent, or stored instead of it, as parsed JSON. */
  body: unknown;
  receivedAt: Date;
};

/**
 * Records of a delivery, and runs whose state a delivery cannot tell in full
 * and that are read again from the provider soon.
 *
 * @public
 */
export type WebhookResult = {
  records: DeliveryRecord[];
  refresh?: RunReference[];
};

/**
 * A run at its provider.
 *
 * @public
 */
export type RunReference = { scope: string; key: string };

/**
 * A job at its provider.
 *
 * @public
 */
export type JobReference = { scope: string; key: string; runKey: string };

/**
 * Reads runs, jobs, deployments and environments.
 *
 * @public
 */
export interface PipelineSource {
  /** How often to sweep, milliseconds. */
  readonly sweepIntervalMs: number;

  /**
   * Reports everything of the scope that changed at or after `since`, in any
   * order and with any overlap. Rejects when it could not read everything: the
   * cursor then stays where it is. Honours the signal.
   */
  sweep(request: {
    scope: string;
    /** Undefined at the first sweep: then as far back as `initialLookback` of the source. */
    since?: Date;
    signal: AbortSignal;
    emit(records: DeliveryRecord[]): Promise<void>;
  }): Promise<void>;

  /**
   * Reads one run with all its jobs and deployments. Returns no records when
   * the provider does not know it any more.
   */
  readRun(
    run: RunReference,
    options: { signal: AbortSignal },
  ): Promise<DeliveryRecord[]>;

  /**
   * How many runs the provider has that were created at or after `since` and
   * before `until`, as far as the sweep would report them. Where a provider
   * can tell this cheaply, gaps in the store are found and repaired. Undefined
   * when it cannot be told for this span.
   */
  countRuns?(request: {
    scope: string;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): Promise<number | undefined>;
}

/**
 * Tells which alerts fire. Webhooks tell it sooner; what they missed, and what
 * ended meanwhile, is found by this.
 *
 * @public
 */
export interface AlertSource {
  /** How often to ask, milliseconds. */
  readonly intervalMs: number;
  /**
   * All alerts of the source that fire at `at`, whatever their scope, by a
   * number of requests that does not grow with theirs. Rejects when it could
   * not read everything: what is missing is taken to have ended. Honours the
   * signal.
   */
  readAlerts(request: {
    signal: AbortSignal;
  }): Promise<{ at: Date; alerts: AlertRecord[] }>;
}

/**
 * Tells what lies between two revisions. Changes themselves (merge requests,
 * pull requests) come with webhooks and with the sweep of `PipelineSource`.
 *
 * @public
 */
export interface ChangeSource {
  /**
   * The commits that `to` has and `from` has not. Undefined when the provider
   * does not know one of the revisions.
   */
  compare(request: {
    scope: string;
    from: string;
    to: string;
    /** Also tell which files each commit touches, where the provider can. */
    withPaths: boolean;
    signal: AbortSignal;
  }): Promise<RangeRecord | undefined>;
}

/**
 * Reads the log of a job.
 *
 * @public
 */
export interface LogSource {
  /**
   * The log from its start, at most `maxBytes`; undefined when the provider
   * has none.
   */
  readTrace(
    job: JobReference,
    options: { maxBytes: number; signal: AbortSignal },
  ): Promise<{ text: string; truncated: boolean } | undefined>;
}

/**
 * Acts at the provider. Every method resolves when the provider accepted the
 * action, and rejects with `NotAllowedError`, `NotFoundError` or
 * `ConflictError` (it is not possible in the present state).
 *
 * @public
 */
export interface PipelineControl {
  controlJob(
    job: JobReference,
    action: JobControl,
    options: { signal: AbortSignal },
  ): Promise<void>;
  controlRun(
    run: RunReference,
    action: RunControl,
    options: { signal: AbortSignal },
  ): Promise<void>;
}
