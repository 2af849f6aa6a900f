import { appendFile } from 'fs/promises';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { LabConfig, WebhookMode } from '../config';
import { LabEvents } from '../events';
import { Logger } from '../logger';
import { LabState } from '../state/LabState';
import { GitRepository } from '../git/GitRepository';
import { Hook, HookEvent, Project } from '../state/types';
import { ChangePayloads } from './ChangePayloads';
import { createDefaultHook, Delivery, prepareDelivery } from './delivery';
import { RunPayloads } from './RunPayloads';

const RETRY_DELAYS_MS = [250, 1000, 3000];
const TIMEOUT_MS = 10_000;
/** In reverse mode, deliveries collect for this long and leave newest first. */
const REVERSE_WINDOW_MS = 8000;

/**
 * Tells the hooks what happened, in order and apart from the forge's own work. A
 * receiver that is down costs a few attempts once, then one per delivery.
 */
export class WebhookSender {
  readonly #config: LabConfig;
  readonly #state: LabState;
  readonly #logger: Logger;
  readonly #runs: RunPayloads;
  readonly #changes: ChangePayloads;
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
    repository: (project: Project) => GitRepository;
  }) {
    this.#config = options.config;
    this.#state = options.state;
    this.#logger = options.logger;
    this.#runs = new RunPayloads(options);
    this.#changes = new ChangePayloads(options);
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
        this.#runs.pipeline(structuredClone(row)),
      ),
    );
    events.on('job', row => {
      // A job is announced with its pipeline, which is stored a moment before.
      if (pipelines.get(row.pipelineId)) {
        const snapshot = structuredClone(row);
        this.#announce('Job Hook', 'job_events', row.projectId, () =>
          this.#runs.job(snapshot),
        );
      }
    });
    events.on('deployment', row => {
      const snapshot = structuredClone(row);
      this.#announce(
        'Deployment Hook',
        'deployment_events',
        row.projectId,
        () => this.#runs.deployment(snapshot),
      );
    });
    events.on('push', event => {
      const tag = event.ref.startsWith('refs/tags/');
      this.#announce(
        tag ? 'Tag Push Hook' : 'Push Hook',
        tag ? 'tag_push_events' : 'push_events',
        event.project.id,
        () => this.#changes.push(event),
      );
    });
    events.on('mergeRequest', event => {
      const mergeRequest = structuredClone(event.mergeRequest);
      this.#announce(
        'Merge Request Hook',
        'merge_requests_events',
        mergeRequest.projectId,
        () => this.#changes.mergeRequest({ ...event, mergeRequest }),
      );
    });
    events.on('issue', event => {
      const issue = structuredClone(event.issue);
      this.#announce('Issue Hook', 'issues_events', issue.projectId, async () =>
        this.#changes.issue({ ...event, issue }),
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
          this.#enqueue(
            prepareDelivery(hook, {
              eventName,
              body,
              instance: this.#config.forgeUrl,
            }),
            mode,
          ),
        );
      })
      .catch(error =>
        this.#logger.warn(`${eventName} was not built: ${error}`),
      );
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
