import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  DEVOPS_SIGNAL_CHANNEL,
  type DevopsSignal,
} from '@backstage-devops/plugin-devops-common';

type Topic = DevopsSignal['topics'][number];

const QUIET_MS = 500;

/**
 * Tells open pages that an entity has new data, at most once in half a second
 * for each entity: a pipeline hook and its job hooks arrive within a moment.
 */
export class EntityUpdates {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  readonly #waiting = new Map<string, Set<Topic>>();
  #timer?: NodeJS.Timeout;

  constructor(options: { signals: SignalsService; logger: LoggerService }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  publish(entityUids: Iterable<string>, topic: Topic): void {
    for (const uid of entityUids) {
      const topics = this.#waiting.get(uid) ?? new Set();
      this.#waiting.set(uid, topics.add(topic));
    }
    if (this.#waiting.size > 0) {
      this.#timer ??= setTimeout(() => this.#flush(), QUIET_MS).unref();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    for (const [entityUid, topics] of this.#waiting) {
      const message: DevopsSignal = { entityUid, topics: [...topics] };
      this.#signals
        .publish({
          recipients: { type: 'broadcast' },
          channel: DEVOPS_SIGNAL_CHANNEL,
          message,
        })
        // Pages then notice at their next poll; nothing is lost.
        .catch(error => this.#logger.debug('Could not signal', error));
    }
    this.#waiting.clear();
  }
}
