import { append, compareText, keyOf } from './collections';
import type { RangeBook } from './ranges';
import type { ChangeRecord, DeploymentRecord } from './records';

/**
 * What a successful deployment did to its environment: the first one, another
 * revision, the same revision, or one that had been there before.
 *
 * @public
 */
export type DeploymentKind = 'initial' | 'forward' | 'redeploy' | 'rollback';

/**
 * Whether a deployment failed its users; `pending` while it is too young to
 * tell.
 *
 * @public
 */
export type DeploymentVerdict = 'ok' | 'failed' | 'pending';

/** A merged pull request, or a commit that belongs to none. */
export interface Change {
  id: string;
  /** All commits that are known of it, the merge included. */
  shas: string[];
  record: ChangeRecord;
}

/** Whether a change is a commit of no known pull request. */
export function isSingleCommit(change: Change): boolean {
  return change.shas[0] === change.id;
}

/** How the commits of a deployment are known. */
export type RangeKnowledge = 'exact' | 'wider' | 'partial' | 'unknown';

/** A deployment and all that is found out about it. */
export interface DeploymentNode {
  record: DeploymentRecord;
  timeline: Timeline;
  /** Place among all deployments of the timeline. */
  position: number;
  /** Place among its successes, -1 for none. */
  order: number;
  kind: DeploymentKind | null;
  previous?: DeploymentNode;
  next?: DeploymentNode;
  range?: RangeKnowledge;
  /** Commits that it brought, as far as they are known. */
  shas: Set<string>;
  changes: Change[];
  /** Why it failed, such as `incident:7`. */
  reasons: string[];
  /** Why it was unplanned, such as `rollback`. */
  unplanned: string[];
  verdict: DeploymentVerdict | null;
}

/** The deployments of one unit of one entity to one environment. */
export interface Timeline {
  key: string;
  entity: string;
  unit: string | undefined;
  /** All of them, by the time they ended. */
  nodes: DeploymentNode[];
  /** Those that succeeded. */
  successes: DeploymentNode[];
}

export function endOf({ record }: DeploymentNode): number {
  return record.finishedAt ?? Infinity;
}

export function isProduction({ record }: DeploymentNode): boolean {
  return record.tier === 'production';
}

/** What tells two states of an environment apart. */
export function revisionOf({ record }: DeploymentNode): string | undefined {
  return record.revision ?? record.version;
}

export function byEnd(a: DeploymentNode, b: DeploymentNode): number {
  return (
    (endOf(a) === endOf(b) ? 0 : endOf(a) - endOf(b)) ||
    compareText(a.record.id, b.record.id) ||
    compareText(a.timeline.key, b.timeline.key)
  );
}

/** Orders the deployments of each timeline and says of what kind they are. */
export function buildTimelines(
  deployments: DeploymentRecord[],
  ranges: RangeBook,
): Timeline[] {
  const groups = new Map<string, DeploymentRecord[]>();
  for (const record of deployments) {
    const environment = record.environment.toLowerCase();
    append(groups, keyOf(record.entity, record.unit, environment), record);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, records]) => buildTimeline(key, records, ranges));
}

function buildTimeline(
  key: string,
  records: DeploymentRecord[],
  ranges: RangeBook,
): Timeline {
  const { entity, unit } = records[0];
  const timeline: Timeline = { key, entity, unit, nodes: [], successes: [] };
  timeline.nodes = records
    .map(record => ({
      record,
      timeline,
      position: -1,
      order: -1,
      kind: null,
      shas: new Set<string>(),
      changes: [],
      reasons: [],
      unplanned: [],
      verdict: null,
    }))
    .sort(byEnd);
  timeline.nodes.forEach((node, position) => {
    node.position = position;
  });
  timeline.successes = timeline.nodes.filter(
    ({ record }) => record.outcome === 'success',
  );
  const seen = new Set<string>();
  for (const [index, node] of timeline.successes.entries()) {
    node.order = index;
    node.previous = timeline.successes[index - 1];
    node.next = timeline.successes[index + 1];
    node.kind = kindOf(node, seen, ranges);
    const revision = revisionOf(node);
    if (revision !== undefined) {
      seen.add(revision);
    }
  }
  return timeline;
}

function kindOf(
  node: DeploymentNode,
  seen: Set<string>,
  ranges: RangeBook,
): DeploymentKind {
  if (!node.previous) {
    return 'initial';
  }
  const revision = revisionOf(node);
  const before = revisionOf(node.previous);
  if (revision === undefined || before === undefined) {
    return 'forward';
  }
  if (revision === before) {
    return 'redeploy';
  }
  if (seen.has(revision)) {
    return 'rollback';
  }
  const graph = ranges.of(node.timeline.entity, node.timeline.unit);
  const isAhead = (graph.between(before, revision)?.size ?? 0) > 0;
  if (isAhead) {
    return 'forward';
  }
  const isBehind = (graph.between(revision, before)?.size ?? 0) > 0;
  return isBehind ? 'rollback' : 'forward';
}
