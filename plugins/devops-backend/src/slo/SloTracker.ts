import type { EntityUpdates } from '../services/EntityUpdates';
import type { SloStore } from '../database/slos/SloStore';
import type { FollowedEntities } from './FollowedEntities';
import type { Evaluated, SloOverview } from './overview/SloOverview';
import type { EvaluatedSlo, SloEvaluator } from './SloEvaluator';

/** Open pages follow the numbers this often while the state is the same. */
const QUIET_MS = 5_000;
/** Entities whose objectives are written to the overview together. */
const TOGETHER = 200;

/** Keeps the state of objectives up to date and tells open pages. */
export class SloTracker {
  readonly #store: SloStore;
  readonly #evaluator: SloEvaluator;
  readonly #followed: FollowedEntities;
  readonly #overview: SloOverview;
  readonly #updates: EntityUpdates;
  readonly #now: () => number;
  readonly #publishedAt = new Map<string, number>();

  constructor(options: {
    store: SloStore;
    evaluator: SloEvaluator;
    followed: FollowedEntities;
    overview: SloOverview;
    updates: EntityUpdates;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#evaluator = options.evaluator;
    this.#followed = options.followed;
    this.#overview = options.overview;
    this.#updates = options.updates;
    this.#now = options.now;
  }

  /** Computes the objectives of some entities anew. */
  async refresh(entityRefs: Iterable<string>): Promise<void> {
    const evaluated: Evaluated = new Map();
    for (const entityRef of entityRefs) {
      const slos = await this.#evaluator.evaluate(
        entityRef,
        await this.#store.list(entityRef),
        this.#now(),
      );
      evaluated.set(entityRef, slos);
      if (slos.length > 0) {
        const changed = await this.#recordStates(entityRef, slos);
        await this.#publish(entityRef, changed);
      }
      if (evaluated.size >= TOGETHER) {
        await this.#overview.followEvaluated(evaluated);
        evaluated.clear();
      }
    }
    await this.#overview.followEvaluated(evaluated);
  }

  /** Tells open pages that the objectives themselves are others. */
  async announce(entityRef: string): Promise<void> {
    await this.#publish(entityRef, true);
  }

  async #recordStates(
    entityRef: string,
    slos: EvaluatedSlo[],
  ): Promise<boolean> {
    const now = this.#now();
    let changed = false;
    for (const { spec, status } of slos) {
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
