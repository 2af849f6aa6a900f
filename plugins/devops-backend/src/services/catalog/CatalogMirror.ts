import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { MirrorStore } from '../../database/MirrorStore';
import { domainOf } from './mirrorEntity';
import { MirrorPass } from './MirrorPass';

/**
 * Keeps what figures need of the catalog: who owns an entity, now and then,
 * and which part of its scopes is its own. One pass reads all entities and
 * writes only what differs from what is stored.
 */
export class CatalogMirror {
  readonly #store: MirrorStore;
  readonly #logger: LoggerService;
  readonly #delayMs: number;
  readonly #now: () => number;

  constructor(options: {
    store: MirrorStore;
    logger: LoggerService;
    /** How long to wait for more changes before figures are computed. */
    delayMs: number;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
    this.#delayMs = options.delayMs;
    this.#now = options.now;
  }

  /** Starts a pass. */
  async begin(systems: Iterable<Entity>): Promise<MirrorPass> {
    const domains = new Map<string, string>();
    for (const system of systems) {
      const domain = domainOf(system);
      if (domain !== undefined) {
        domains.set(stringifyEntityRef(system), domain);
      }
    }
    const stored = await this.#store.readMirror();
    return new MirrorPass({
      store: this.#store,
      logger: this.#logger,
      delayMs: this.#delayMs,
      now: this.#now(),
      domains,
      stored,
    });
  }
}
