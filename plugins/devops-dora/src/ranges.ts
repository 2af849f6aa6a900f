import { append, keyOf } from './collections';
import type { RangeRecord } from './records';

/** The beginning of history, where a range has no `from`. */
export const BEGINNING = '';

/** So many revisions are looked at before a way is given up. */
const MAX_VISITED = 10_000;

/** The ranges of one unit of one entity as steps between revisions. */
export class RangeGraph {
  /** Hashes of the commits by `to` and then `from`. */
  readonly #steps = new Map<string, Map<string, Set<string>>>();

  constructor(ranges: RangeRecord[]) {
    for (const { from = BEGINNING, to, commits } of ranges) {
      const steps = this.#steps.get(to) ?? new Map<string, Set<string>>();
      const shas = steps.get(from) ?? new Set<string>();
      commits.forEach(({ sha }) => shas.add(sha));
      steps.set(from, shas);
      this.#steps.set(to, steps);
    }
  }

  /**
   * The commits that are in `to` and not in `from`: those of the range, or of
   * the shortest chain of ranges; undefined when there is neither.
   */
  between(from: string, to: string): Set<string> | undefined {
    return this.#steps.get(to)?.get(from) ?? this.endingAt(to, from).get(from);
  }

  /**
   * Where ranges that end at a revision come from, each with the commits since
   * then. Stops as soon as `wanted` is reached.
   */
  endingAt(to: string, wanted?: string): Map<string, Set<string>> {
    const reached = new Map<string, Set<string>>([[to, new Set()]]);
    for (const [revision, commits] of reached) {
      const steps = [...(this.#steps.get(revision) ?? [])].sort(([a], [b]) =>
        a < b ? -1 : 1,
      );
      for (const [from, shas] of steps) {
        if (!reached.has(from)) {
          reached.set(from, new Set([...commits, ...shas]));
        }
      }
      const found = wanted !== undefined && reached.has(wanted);
      if (found || reached.size > MAX_VISITED) {
        break;
      }
    }
    reached.delete(to);
    return reached;
  }
}

/** Finds the ranges that speak of a unit of an entity. */
export class RangeBook {
  readonly #byEntity = new Map<string, RangeRecord[]>();
  readonly #graphs = new Map<string, RangeGraph>();

  /**
   * @param entities - the entities that have deployments. Ranges of others
   * speak of a repository, and hold for everything that is deployed from it.
   */
  constructor(ranges: RangeRecord[], entities: Set<string>) {
    for (const range of ranges) {
      const known = range.entity !== undefined && entities.has(range.entity);
      append(this.#byEntity, known ? (range.entity ?? '') : '', range);
    }
  }

  of(entity: string, unit: string | undefined): RangeGraph {
    const key = keyOf(entity, unit);
    let graph = this.#graphs.get(key);
    if (!graph) {
      const ranges = [
        ...(this.#byEntity.get('') ?? []),
        ...(this.#byEntity.get(entity) ?? []),
      ];
      graph = new RangeGraph(
        ranges.filter(
          range =>
            unit === undefined ||
            range.unit === undefined ||
            range.unit === unit,
        ),
      );
      this.#graphs.set(key, graph);
    }
    return graph;
  }
}
