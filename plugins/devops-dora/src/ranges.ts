import { append, keyOf } from './collections';
import type { RangeRecord } from './records';

/** The beginning of history, where a range has no `from`. */
export const BEGINNING = '';

/** So many revisions are looked at before a way is given up. */
const MAX_VISITED = 10_000;

/** What lies between two revisions. */
type Step = {
  /** Hashes of the commits. */
  shas: Set<string>;
  /** Whether these are all of them. */
  complete: boolean;
};

/** By `to` and then `from`. */
type Steps = Map<string, Map<string, Step>>;

const NOTHING: Step = { shas: new Set(), complete: true };

/** Ways along ranges that end at one revision. */
export class Ways {
  readonly #to: string;
  readonly #next: Map<string, string>;
  readonly #steps: Steps;

  constructor(to: string, next: Map<string, string>, steps: Steps) {
    this.#to = to;
    this.#next = next;
    this.#steps = steps;
  }

  /** Whether there is no range that ends at the revision. */
  get isEmpty(): boolean {
    return this.#next.size === 0;
  }

  startsAt(from: string): boolean {
    return this.#next.has(from);
  }

  /** The commits on the way from a revision, if there is one. */
  commitsSince(from: string): Set<string> | undefined {
    const steps = this.#stepsSince(from);
    return steps && new Set(steps.flatMap(({ shas }) => [...shas]));
  }

  /** Whether the commits on the way from a revision are all there are. */
  isCompleteSince(from: string): boolean {
    return this.#stepsSince(from)?.every(({ complete }) => complete) ?? false;
  }

  #stepsSince(from: string): Step[] | undefined {
    if (!this.#next.has(from)) {
      return undefined;
    }
    const steps: Step[] = [];
    let at = from;
    while (at !== this.#to) {
      const next = this.#next.get(at) ?? this.#to;
      steps.push(this.#steps.get(next)?.get(at) ?? NOTHING);
      at = next;
    }
    return steps;
  }
}

/** The ranges of one unit of one entity as steps between revisions. */
export class RangeGraph {
  readonly #steps: Steps = new Map();

  constructor(ranges: RangeRecord[]) {
    for (const { from = BEGINNING, to, commits, complete = true } of ranges) {
      const steps = this.#steps.get(to) ?? new Map<string, Step>();
      const step = steps.get(from) ?? { shas: new Set(), complete: false };
      commits.forEach(({ sha }) => step.shas.add(sha));
      // One that has all of them makes up for one that was cut.
      step.complete ||= complete;
      steps.set(from, step);
      this.#steps.set(to, steps);
    }
  }

  /**
   * The commits that are in `to` and not in `from`: those of the range, or of
   * the shortest chain of ranges; undefined when there is neither.
   */
  between(from: string, to: string): Set<string> | undefined {
    return (
      this.#steps.get(to)?.get(from)?.shas ??
      this.waysTo(to, from).commitsSince(from)
    );
  }

  /** Whether the commits that {@link between} gives are all there are. */
  isComplete(from: string, to: string): boolean {
    return (
      this.#steps.get(to)?.get(from)?.complete ??
      this.waysTo(to, from).isCompleteSince(from)
    );
  }

  /**
   * The shortest ways along ranges that end at a revision. Stops as soon as
   * `wanted` is reached.
   */
  waysTo(to: string, wanted?: string): Ways {
    // The next revision on the way, for each one that is reached.
    const next = new Map<string, string>();
    const queue = [to];
    for (const revision of queue) {
      const sources = [...(this.#steps.get(revision)?.keys() ?? [])].sort();
      for (const from of sources) {
        if (from !== to && !next.has(from)) {
          next.set(from, revision);
          queue.push(from);
        }
      }
      const found = wanted !== undefined && next.has(wanted);
      if (found || queue.length > MAX_VISITED) {
        break;
      }
    }
    return new Ways(to, next, this.#steps);
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
