import type { EntityUpdates } from '../services/EntityUpdates';
import type { SloStore } from '../database/slos/SloStore';
import type { FollowedEntities } from './FollowedEntities';
import type { SloEvaluator } from './SloEvaluator';

/** Open pages follow the numbers this often while the state is the same. */
const QUIET_MS = 5_000;

/** Keeps the state of objectives up to date and tells open pages. */
export class SloTracker {
  readonly #store: SloStore;
  readonly #evaluator: SloEvaluator;
  readonly #followed: FollowedEntities;
  readonly #updates: EntityUpdates;
  readonly #now: () => number;
  readonly #publishedAt = new Map<string, number>();

  constructor(options: {
    store: SloStore;
    evaluator: SloEvaluator;
    followed: FollowedEntities;
    updates: EntityUpdates;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#evaluator = options.evaluator;
    this.#followed = options.followed;
    this.#updates = options.updates;
    this.#now = options.now;
  }

  /** Computes the objectives of some entities anew. */
  async refresh(entityRefs: Iterable<string>): Promise<void> {
    for (const entityRef of entityRefs) {
      const slos = await this.#store.list(entityRef);
      if (slos.length > 0) {
        const changed = await this.#recordStates(entityRef, slos);
        await this.#publish(entityRef, changed);
      }
    }
  }

  /** Tells open pages that the objectives themselves are others. */
  async announce(entityRef: string): Promise<void> {
    await this.#publish(entityRef, true);
  }

  async #recordStates(
    entityRef: string,
    slos: Awaited<ReturnType<SloStore['list']>>,
  ): Promise<boolean> {
    const now = this.#now();
    let changed = false;
    for (const { spec, status } of await this.#evaluator.evaluate(
      entityRef,
      slos,
      now,
    )) {
      const isNew = await this.#store.recordState(
        { entityRef, sloId: spec.id },
        status.state,
        now,
      );
      changed ||= isNew;
    }
    return changed;
  }

  async #publish(entityRef: string, changed: boolean): Promise<void> {
    const uid = (await this.#followed.find(entityRef))?.uid;
    const now = this.#now();
    const isQuiet =
      now - (this.#publishedAt.get(entityRef) ?? -Infinity) < QUIET_MS;
    if (uid && (changed || !isQuiet)) {
      this.#publishedAt.set(entityRef, now);
      this.#updates.publish([uid], 'slo');
    }
  }
}
