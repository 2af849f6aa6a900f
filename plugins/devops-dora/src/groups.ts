import { groupBy, keyOf } from './collections';
import type { Settings } from './options';
import {
  byEnd,
  endOf,
  isProduction,
  revisionOf,
  type DeploymentNode,
  type Timeline,
} from './timelines';

/** Deployments that count as one, such as a deployment and its redeploys. */
export interface DeploymentGroup {
  /** Those that made the group, by the time they ended. */
  heads: DeploymentNode[];
  /** Redeploys, whose failures are those of the change that they repeat. */
  repeats: DeploymentNode[];
  /** When it counts. */
  at: number;
}

/** The successes in production of all times, as the settings count them. */
export function groupSuccesses(
  timelines: Timeline[],
  settings: Settings,
): DeploymentGroup[] {
  let groups = timelines.flatMap(timeline => withRepeats(timeline, settings));
  if (settings.distinctBy === 'source') {
    groups = mergeBySource(groups);
  }
  if (settings.collapseMs !== undefined) {
    groups = collapse(groups, settings.collapseMs);
  }
  return groups.sort((a, b) => byEnd(a.heads[0], b.heads[0]));
}

function withRepeats(
  { successes }: Timeline,
  settings: Settings,
): DeploymentGroup[] {
  const groups: DeploymentGroup[] = [];
  for (const node of successes.filter(isProduction)) {
    const last = groups[groups.length - 1];
    if (last && node.kind === 'redeploy' && !settings.includeRedeploys) {
      last.repeats.push(node);
    } else {
      groups.push({ heads: [node], repeats: [], at: endOf(node) });
    }
  }
  return groups;
}

/** Several deployments of one run are one, which ends with the last of them. */
function mergeBySource(groups: DeploymentGroup[]): DeploymentGroup[] {
  const bySource = groupBy(groups, ({ heads: [{ record }] }) =>
    keyOf(record.runId ?? record.id),
  );
  return [...bySource.values()].map(same => {
    const merged = mergeGroups(same);
    return { ...merged, at: Math.max(...same.map(({ at }) => at)) };
  });
}

/** The same revision in several regions within some time is one deployment. */
function collapse(
  groups: DeploymentGroup[],
  withinMs: number,
): DeploymentGroup[] {
  const bySubject = groupBy(groups, ({ heads: [node] }) =>
    keyOf(
      node.record.entity,
      node.record.unit,
      // What has no revision is like nothing else.
      revisionOf(node) ?? `${node.timeline.key} ${node.record.id}`,
    ),
  );
  return [...bySubject.values()].flatMap(same => {
    const clusters: DeploymentGroup[][] = [];
    for (const group of same.sort((a, b) => byEnd(a.heads[0], b.heads[0]))) {
      const cluster = clusters[clusters.length - 1];
      if (cluster && group.at - cluster[0].at <= withinMs) {
        cluster.push(group);
      } else {
        clusters.push([group]);
      }
    }
    return clusters.map(mergeGroups);
  });
}

function mergeGroups(groups: DeploymentGroup[]): DeploymentGroup {
  return {
    heads: groups.flatMap(({ heads }) => heads).sort(byEnd),
    repeats: groups.flatMap(({ repeats }) => repeats).sort(byEnd),
    at: groups[0].at,
  };
}
