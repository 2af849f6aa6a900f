import { sloServicesOf } from '@backstage-devops/plugin-devops-node';
import type {
  KeptRow,
  OverviewStore,
} from '../../database/slos/overview/OverviewStore';
import type { ObjectiveOwner } from '../../database/slos/overview/listOwners';
import type { OverviewRow } from '../../database/slos/overview/overviewRow';
import type { SloStore, StoredSlo } from '../../database/slos/SloStore';
import type { Standing } from '../../database/slos/StandingStore';
import type { EvaluatedSlo, SloEvaluator } from '../SloEvaluator';
import type { StandingService } from '../standings/StandingService';
import type { JudgedStanding } from '../standings/standingSlo';
import { countedRow, toldRow } from './overviewRows';

/** Entities of one step: pages are answered in between. */
const STEP = 200;

/** Objectives that were evaluated a moment ago, by the ref of their entity. */
export type Evaluated = Map<string, EvaluatedSlo[]>;

/**
 * Keeps where the objectives of all entities stand in one table, so that lists
 * of thousands are answered without evaluating any. It follows rounds: those
 * that measure, those that ask a source, and those that read files.
 */
export class SloOverview {
  readonly #overview: OverviewStore;
  readonly #slos: SloStore;
  readonly #standings: StandingService;
  readonly #evaluator: SloEvaluator;
  readonly #now: () => number;

  constructor(options: {
    overview: OverviewStore;
    slos: SloStore;
    standings: StandingService;
    evaluator: SloEvaluator;
    now: () => number;
  }) {
    this.#overview = options.overview;
    this.#slos = options.slos;
    this.#standings = options.standings;
    this.#evaluator = options.evaluator;
    this.#now = options.now;
  }

  /**
   * Keeps what was evaluated. An entity that is not mirrored yet is left out
   * until the next time.
   */
  async followEvaluated(evaluated: Evaluated): Promise<void> {
    const owners = await this.#overview.listOwners([...evaluated.keys()]);
    for (const step of steps(owners)) {
      await this.#keep(step, evaluated);
    }
  }

  /** Keeps what a source told, for every entity that it told something of. */
  async followTold(sourceId: string, standings: Standing[]): Promise<void> {
    const begun = this.#now();
    const records = standings.map(({ record }) => record);
    const services = new Set(records.map(({ service }) => service));
    const refs = await this.#slos.entityRefsOf([
      ...new Set(records.map(({ sloId }) => sloId)),
    ]);
    const owners = (await this.#overview.listOwners()).filter(
      ({ ref, entity }) =>
        refs.has(ref) ||
        sloServicesOf(entity).some(service => services.has(service)),
    );
    for (const step of steps(owners)) {
      await this.#keep(step, new Map());
    }
    await this.#overview.dropUntold(sourceId, begun);
  }

  async #keep(owners: ObjectiveOwner[], evaluated: Evaluated): Promise<void> {
    const files = await this.#slos.listMany(owners.map(({ ref }) => ref));
    const told = await this.#standings.listMany(
      owners.map(({ entity, ref }) => ({
        entity,
        files: files.get(ref) ?? [],
      })),
    );
    const kept = await this.#listKept(owners);
    const rows: OverviewRow[] = [];
    const dropped: string[] = [];
    for (const [index, { ref, uid }] of owners.entries()) {
      const before = kept.get(uid) ?? [];
      const others = notTold(files.get(ref) ?? [], told[index]);
      const counted = await this.#count(others, {
        ref,
        before,
        evaluated: evaluated.get(ref) ?? [],
      });
      const of = { uid, now: this.#now() };
      rows.push(
        ...counted.map(slo => countedRow(slo, of)),
        ...told[index].map(judged => toldRow(judged, of)),
      );
      const ids = new Set([
        ...others.map(({ spec }) => spec.id),
        ...told[index].map(({ id }) => id),
      ]);
      dropped.push(
        ...before.filter(row => !ids.has(row.slo_id)).map(row => row.id),
      );
    }
    await this.#overview.write(rows);
    await this.#overview.drop(dropped);
  }

  /**
   * Those that were evaluated, and those that are new in the table. What is in
   * it already stays until its own round comes.
   */
  async #count(
    slos: StoredSlo[],
    options: { ref: string; before: KeptRow[]; evaluated: EvaluatedSlo[] },
  ): Promise<EvaluatedSlo[]> {
    const { ref, before, evaluated } = options;
    const wanted = new Set(slos.map(({ spec }) => spec.id));
    const known = evaluated.filter(({ spec }) => wanted.has(spec.id));
    const present = new Set([
      ...known.map(({ spec }) => spec.id),
      ...before
        .filter(({ source_id }) => source_id === null)
        .map(({ slo_id }) => slo_id),
    ]);
    const missing = slos.filter(({ spec }) => !present.has(spec.id));
    return missing.length === 0
      ? known
      : [
          ...known,
          ...(await this.#evaluator.evaluate(ref, missing, this.#now())),
        ];
  }

  async #listKept(owners: ObjectiveOwner[]): Promise<Map<string, KeptRow[]>> {
    const kept = new Map<string, KeptRow[]>();
    for (const row of await this.#overview.listKept(
      owners.map(({ uid }) => uid),
    )) {
      kept.set(row.entity_uid, [...(kept.get(row.entity_uid) ?? []), row]);
    }
    return kept;
  }
}

/** Objectives of files that no source tells of. */
function notTold(files: StoredSlo[], told: JudgedStanding[]): StoredSlo[] {
  const stored = new Set(told.map(judged => judged.stored));
  return files.filter(slo => !stored.has(slo));
}

function steps<T>(items: T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / STEP) }, (_, n) =>
    items.slice(n * STEP, (n + 1) * STEP),
  );
}
