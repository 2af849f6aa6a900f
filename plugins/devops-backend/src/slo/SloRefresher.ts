import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SloStore } from '../database/slos/SloStore';
import { describeError } from '../services/describeError';
import { readEntities } from './catalogEnvironments';
import type { FollowedEntities } from './FollowedEntities';
import type { SloReader } from './SloReader';
import type { SloTracker } from './SloTracker';

/** Repositories that are read at the same time. */
const CONCURRENCY = 4;

/**
 * Reads the SLO files of entities that are due: those that were never read,
 * and those whose last reading is older than the interval.
 */
export class SloRefresher {
  readonly #followed: FollowedEntities;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #store: SloStore;
  readonly #reader: SloReader;
  readonly #tracker: SloTracker;
  readonly #logger: LoggerService;
  readonly #intervalMs: number;
  readonly #now: () => number;

  constructor(options: {
    followed: FollowedEntities;
    catalog: CatalogService;
    auth: AuthService;
    store: SloStore;
    reader: SloReader;
    tracker: SloTracker;
    logger: LoggerService;
    intervalMs: number;
    now: () => number;
  }) {
    this.#followed = options.followed;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#store = options.store;
    this.#reader = options.reader;
    this.#tracker = options.tracker;
    this.#logger = options.logger;
    this.#intervalMs = options.intervalMs;
    this.#now = options.now;
  }

  async run(signal: AbortSignal): Promise<void> {
    const recent = await this.#store.attemptedSince(
      this.#now() - this.#intervalMs,
    );
    const due = (await this.#followed.list())
      .map(({ ref }) => ref)
      .filter(ref => !recent.has(ref));
    const entities = await readEntities(due, {
      catalog: this.#catalog,
      auth: this.#auth,
    });

    const queue = entities.values();
    const work = async () => {
      for (const entity of queue) {
        if (signal.aborted) {
          return;
        }
        const ref = stringifyEntityRef(entity);
        try {
          const before = await this.#fingerprint(ref);
          await this.#reader.read(entity, signal);
          await this.#tracker.refresh([ref]);
          if ((await this.#fingerprint(ref)) !== before) {
            await this.#tracker.announce(ref);
          }
        } catch (error) {
          // The other entities are read all the same.
          this.#logger.error(
            `The SLOs of ${ref} could not be stored: ${describeError(error)}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }

  async #fingerprint(entityRef: string): Promise<string> {
    const slos = await this.#store.list(entityRef);
    const repository = await this.#store.findRepository(entityRef);
    return JSON.stringify([
      slos.map(({ spec, url }) => [spec, url]),
      repository?.problems,
      repository?.error,
    ]);
  }
}
