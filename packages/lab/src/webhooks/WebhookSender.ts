import { createHmac, randomUUID } from 'crypto';
import { appendFile } from 'fs/promises';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { LabConfig, WebhookMode } from '../config';
import { LabEvents } from '../events';
import { Logger } from '../logger';
import { LabState } from '../state/LabState';
import { Hook, HookEvent } from '../state/types';
import { HookPayloads } from './payloads';

interface Delivery {
  hook: Hook;
  body: string;
  headers: Record<string, string>;
  eventName: string;
}

const RETRY_DELAYS_MS = [250, 1000, 3000];
const TIMEOUT_MS = 10_000;
/** In reverse mode, deliveries collect for this long and leave newest first. */
const REVERSE_WINDOW_MS = 8000;

/**
 * Computes `webhook-signature`: HMAC-SHA256 over `{id}.{timestamp}.{body}`. A token
 * that starts with `whsec_` carries its key in base64, any other is the key itself.
 */
export function signDelivery(options: {
  signingToken: string;
  id: string;
  timestamp: string;
  body: string;
}): string {
  const { signingToken, id, timestamp, body } = options;
  const key = signingToken.startsWith('whsec_')
    ? Buffer.from(signingToken.slice('whsec_'.length), 'base64')
    : signingToken;
  const digest = createHmac('sha256', key)
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return `v1,${digest}`;
}

/**
 * Tells the hooks what happened, in order and apart from the forge's own work. A
 * receiver that is down costs a few attempts once, then one per delivery.
 */
export class WebhookSender {
  readonly #config: LabConfig;
  readonly #state: LabState;
  readonly #logger: Logger;
  readonly #payloads: HookPayloads;
  readonly #defaultHook: Hook;
  readonly #unreachable = new Set<string>();
  readonly #stop = new AbortController();
  #mode: WebhookMode;
  #building: Promise<void> = Promise.resolve();
  #sending: Promise<void> = Promise.resolve();
  #held: Delivery[] = [];
  #releaseTimer?: NodeJS.Timeout;

  constructor(options: {
    config: LabConfig;
    state: LabState;
    events: LabEvents;
    logger: Logger;
    payloads: HookPayloads;
  }) {
    this.#config = options.config;
    this.#state = options.state;
    this.#logger = options.logger;
    this.#payloads = options.payloads;
    this.#mode = options.config.webhookMode;
    this.#defaultHook = createDefaultHook(options.config);
    this.#listen(options.events);
  }

  get mode(): WebhookMode {
    return this.#mode;
  }

  set mode(mode: WebhookMode) {
    this.#release();
    this.#mode = mode;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#releaseTimer);
    this.#stop.abort();
    await this.#building;
    await this.#sending;
  }

  #listen(events: LabEvents): void {
    const { pipelines } = this.#state;
    events.on('pipeline', row =>
      this.#announce('Pipeline Hook', 'pipeline_events', row.projectId, () =>
        this.#payloads.pipeline(structuredClone(row)),
      ),
    );
    events.on('job', row => {
      // A job is announced with its pipeline, which is stored a moment before.
      if (pipelines.get(row.pipelineId)) {
        const snapshot = structuredClone(row);
        this.#announce('Job Hook', 'job_events', row.projectId, () =>
          this.#payloads.job(snapshot),
        );
      }
    });
    events.on('deployment', row => {
      const snapshot = structuredClone(row);
      this.#announce(
        'Deployment Hook',
        'deployment_events',
        row.projectId,
        () => this.#payloads.deployment(snapshot),
      );
    });
    events.on('push', event => {
      const tag = event.ref.startsWith('refs/tags/');
      this.#announce(
        tag ? 'Tag Push Hook' : 'Push Hook',
        tag ? 'tag_push_events' : 'push_events',
        event.project.id,
        () => this.#payloads.push(event),
      );
    });
    events.on('mergeRequest', event => {
      const mergeRequest = structuredClone(event.mergeRequest);
      this.#announce(
        'Merge Request Hook',
        'merge_requests_events',
        mergeRequest.projectId,
        () => this.#payloads.mergeRequest({ ...event, mergeRequest }),
      );
    });
  }

  #announce(
    eventName: string,
    eventFlag: HookEvent,
    projectId: number,
    build: () => Promise<object>,
  ): void {
    const hooks = [
      this.#defaultHook,
      ...this.#state.hooks.filter(hook => hook.projectId === projectId),
    ].filter(hook => hook.events[eventFlag]);
    const mode = this.#mode;
    const payload = build();
    payload.catch(() => {}); // reported below, when its turn comes
    this.#building = this.#building
      .then(async () => {
        const body = JSON.stringify(await payload);
        hooks.forEach(hook =>
          this.#enqueue(this.#prepare(hook, eventName, body), mode),
        );
      })
      .catch(error =>
        this.#logger.warn(`${eventName} was not built: ${error}`),
      );
  }

  #prepare(hook: Hook, eventName: string, body: string): Delivery {
    const id = randomUUID();
    const timestamp = String(Math.floor(Date.now() / 1000));
    return {
      hook,
      body,
      eventName,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'GitLab/18.5.0',
        'Idempotency-Key': id,
        'X-Gitlab-Event': eventName,
        'X-Gitlab-Event-UUID': randomUUID(),
        'X-Gitlab-Webhook-UUID': hook.uuid,
        'X-Gitlab-Instance': this.#config.forgeUrl,
        ...(hook.token ? { 'X-Gitlab-Token': hook.token } : {}),
        ...(hook.signingToken
          ? {
              'webhook-id': id,
              'webhook-timestamp': timestamp,
              'webhook-signature': signDelivery({
                signingToken: hook.signingToken,
                id,
                timestamp,
                body,
              }),
            }
          : {}),
      },
    };
  }

  #enqueue(delivery: Delivery, mode: WebhookMode): void {
    switch (mode) {
      case 'drop':
        break;
      case 'double':
        this.#send(delivery);
        this.#send(delivery);
        break;
      case 'reverse':
        this.#held.push(delivery);
        this.#releaseTimer ??= setTimeout(
          () => this.#release(),
          REVERSE_WINDOW_MS,
        );
        break;
      default:
        this.#send(delivery);
    }
  }

  #release(): void {
    clearTimeout(this.#releaseTimer);
    this.#releaseTimer = undefined;
    this.#held.reverse().forEach(delivery => this.#send(delivery));
    this.#held = [];
  }

  #send(delivery: Delivery): void {
    this.#sending = this.#sending
      .then(() => this.#deliver(delivery))
      .catch(error => this.#logger.warn(`webhook: ${error}`));
  }

  async #deliver(delivery: Delivery): Promise<void> {
    await this.#record(delivery);
    const { url } = delivery.hook;
    const delays = this.#unreachable.has(url) ? [] : RETRY_DELAYS_MS;
    for (const delay of [...delays, undefined]) {
      if (this.#stop.signal.aborted) {
        return;
      }
      const outcome = await this.#attempt(delivery);
      if (outcome !== 'retry') {
        this.#unreachable.delete(url);
        return;
      }
      if (delay !== undefined) {
        await sleep(delay, undefined, { signal: this.#stop.signal }).catch(
          () => {},
        );
      }
    }
    if (!this.#unreachable.has(url)) {
      this.#unreachable.add(url);
      this.#logger.warn(
        `${new URL(url).origin} does not take webhooks; the lab goes on without`,
      );
    }
  }

  async #attempt(delivery: Delivery): Promise<'done' | 'retry'> {
    try {
      const response = await fetch(delivery.hook.url, {
        method: 'POST',
        headers: delivery.headers,
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.any([
          this.#stop.signal,
          AbortSignal.timeout(TIMEOUT_MS),
        ]),
      });
      await response.arrayBuffer();
      // A receiver that refuses a delivery would refuse it again.
      return response.status >= 500 || response.status === 429
        ? 'retry'
        : 'done';
    } catch {
      return 'retry';
    }
  }

  /** Keeps what was sent, so that tests can replay real payloads. */
  async #record(delivery: Delivery): Promise<void> {
    const headers = Object.fromEntries(
      Object.entries(delivery.headers).filter(
        ([name]) => !['X-Gitlab-Token', 'webhook-signature'].includes(name),
      ),
    );
    const line = JSON.stringify({
      sentAt: new Date().toISOString(),
      event: delivery.eventName,
      headers,
      body: JSON.parse(delivery.body),
    });
    await appendFile(join(this.#config.home, 'deliveries.ndjson'), `${line}\n`);
  }
}

/** The hook of the whole instance: every project has it. */
function createDefaultHook(config: LabConfig): Hook {
  return {
    id: 0,
    uuid: randomUUID(),
    url: config.webhookUrl,
    token: config.webhookSecret,
    signingToken: config.webhookSecret,
    createdAt: new Date(0).toISOString(),
    events: {
      push_events: true,
      tag_push_events: true,
      merge_requests_events: true,
      job_events: true,
      pipeline_events: true,
      deployment_events: true,
    },
  };
}
