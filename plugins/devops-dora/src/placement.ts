import { ChangeShelf, type ShelfContext } from './ChangeShelf';
import { append } from './collections';
import {
  BEGINNING,
  type RangeBook,
  type RangeGraph,
  type Ways,
} from './ranges';
import {
  type Change,
  type DeploymentNode,
  type RangeKnowledge,
  type Timeline,
} from './timelines';

interface Context extends ShelfContext {
  ranges: RangeBook;
}

/**
 * The changes of a timeline. A change that was told for several entities, or
 * a single commit that is found again, is the same one: it has the same id and
 * a commit in common. Another repository may have another one of that id.
 */
class PlacedChanges {
  readonly #byId = new Map<string, Change[]>();

  /** Whether the change is a new one. */
  add(change: Change): boolean {
    const known = this.#byId.get(change.id) ?? [];
    if (known.some(({ shas }) => shas.some(sha => change.shas.includes(sha)))) {
      return false;
    }
    append(this.#byId, change.id, change);
    return true;
  }
}

/**
 * Finds the deployments that brought each change. A change comes with the
 * first deployment of a timeline whose range, from the success before it, has
 * it. Initial deployments, redeploys and rollbacks bring none.
 */
export function placeChanges(timelines: Timeline[], context: Context): void {
  const shelf = new ChangeShelf(context, timelines);
  for (const timeline of timelines) {
    const graph = context.ranges.of(timeline.entity, timeline.unit);
    const delivered = new Set<string>();
    const placed = new PlacedChanges();
    for (const node of timeline.successes) {
      const { known, shas } = commitsOf(node, graph, delivered);
      node.range = node.previous && known;
      if (node.kind !== 'forward' && node.kind !== 'initial') {
        continue;
      }
      const changes = shelf
        .changesIn(shas, timeline)
        .filter(change => placed.add(change));
      if (node.kind === 'forward') {
        node.changes = changes;
        node.shas = new Set([...shas].filter(sha => !delivered.has(sha)));
      }
      shas.forEach(sha => delivered.add(sha));
    }
  }
}

/** The commits between the success before a deployment and it. */
function commitsOf(
  node: DeploymentNode,
  graph: RangeGraph,
  delivered: Set<string>,
): { known: RangeKnowledge; shas: Set<string> } {
  const to = node.record.revision;
  if (to === undefined) {
    return { known: 'unknown', shas: new Set() };
  }
  const from = node.previous ? node.previous.record.revision : BEGINNING;
  const exact = from === undefined ? undefined : graph.between(from, to);
  if (from !== undefined && exact) {
    const known = graph.isComplete(from, to) ? 'exact' : 'partial';
    // Whatever was cut off, it brought the revision itself.
    return { known, shas: known === 'exact' ? exact : new Set([...exact, to]) };
  }
  const ways = graph.waysTo(to);
  const wider = widerRange(node, ways, graph);
  if (wider) {
    return {
      known: wider.complete ? 'wider' : 'partial',
      shas: new Set([...wider.shas].filter(sha => !delivered.has(sha))),
    };
  }
  const partial = partialRange(node, ways);
  // Whatever else it brought, it brought the revision itself.
  partial.shas.add(to);
  return partial;
}

/** A range that starts at an earlier success than it should. */
function widerRange(
  node: DeploymentNode,
  ways: Ways,
  graph: RangeGraph,
): { shas: Set<string>; complete: boolean } | undefined {
  if (ways.isEmpty) {
    return undefined;
  }
  const bases: string[] = [];
  for (let at = node.previous?.previous; at; at = at.previous) {
    bases.push(at.record.revision ?? BEGINNING);
  }
  const base = [...bases, BEGINNING].find(revision => ways.startsAt(revision));
  if (base === undefined) {
    return undefined;
  }
  const before = node.previous?.record.revision;
  const known = before === undefined ? undefined : graph.between(base, before);
  const shas = [...(ways.commitsSince(base) ?? [])];
  return {
    shas: new Set(shas.filter(sha => !known?.has(sha))),
    complete: ways.isCompleteSince(base),
  };
}

/** Ranges that start at rollouts since the last success: a part of it. */
function partialRange(
  node: DeploymentNode,
  ways: Ways,
): { known: RangeKnowledge; shas: Set<string> } {
  const start = node.previous ? node.previous.position + 1 : 0;
  const shas = node.timeline.nodes
    .slice(start, node.position)
    .flatMap(({ record }) => [
      ...(ways.commitsSince(record.revision ?? BEGINNING) ?? []),
    ]);
  return {
    known: shas.length > 0 ? 'partial' : 'unknown',
    shas: new Set(shas),
  };
}
