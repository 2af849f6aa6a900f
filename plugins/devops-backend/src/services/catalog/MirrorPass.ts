import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { MirrorStore } from '../../database/MirrorStore';
import type { MirrorState } from '../../database/operations/mirror/readMirror';
import { mirrorEntity, type MirroredEntity } from './mirrorEntity';

type PassOptions = {
  store: MirrorStore;
  logger: LoggerService;
  delayMs: number;
  now: number;
  /** By system. */
  domains: Map<string, string>;
};

/** One reading of the catalog. */
export class MirrorPass {
  readonly #options: PassOptions;
  readonly #stored: Map<string, MirrorState>;
  readonly #unseen: Set<string>;
  /** Entities that others may have been before: new ones and renamed ones. */
  readonly #heirs: MirroredEntity[] = [];

  constructor(options: PassOptions & { stored: MirrorState[] }) {
    this.#options = options;
    this.#stored = new Map(options.stored.map(state => [state.uid, state]));
    this.#unseen = new Set(
      options.stored
        .filter(({ gone_at }) => gone_at === null)
        .map(({ uid }) => uid),
    );
  }

  /** Stores what is new about some entities. */
  async see(entities: Entity[]): Promise<void> {
    const { domains, logger, store, now, delayMs } = this.#options;
    const changed: MirroredEntity[] = [];
    for (const entity of entities) {
      const mirrored = mirrorEntity(entity, domains);
      this.#unseen.delete(mirrored.row.uid);
      const stored = this.#stored.get(mirrored.row.uid);
      if (stored?.digest !== mirrored.row.digest || stored.gone_at !== null) {
        changed.push(mirrored);
      }
    }
    for (const { row, problems } of changed) {
      problems.forEach(problem => logger.warn(`${problem} (${row.ref})`));
    }
    if (changed.length > 0) {
      await store.write(
        changed.map(({ row, annotations }) => ({
          row,
          annotations,
          before: this.#stored.get(row.uid),
        })),
        { now, dueAt: now + delayMs },
      );
      this.#heirs.push(...changed);
    }
  }

  /** Call it when all entities were seen: the others are gone. */
  async finish(): Promise<void> {
    const { store, now } = this.#options;
    const gone = [...this.#unseen];
    await store.markGone(gone, now);

    const former = new Map<string, string[]>();
    for (const { uid, ref, gone_at } of this.#stored.values()) {
      if (gone_at !== null || this.#unseen.has(uid)) {
        former.set(ref, [...(former.get(ref) ?? []), uid]);
      }
    }
    for (const { row, rules } of this.#heirs) {
      const uids = [row.ref, ...(rules.formerRefs ?? [])]
        .flatMap(ref => former.get(ref) ?? [])
        .filter(uid => uid !== row.uid);
      if (uids.length > 0) {
        await store.succeed(row.uid, uids, now);
      }
    }
  }
}
