import type { AttributedIncident } from './attribution';
import { countUpTo } from './collections';
import { isHotfix, revertMarks } from './markers';
import type { Settings } from './options';
import { Origins } from './Origins';
import type { CommitRecord } from './records';
import { endOf, type DeploymentNode, type Timeline } from './timelines';

/** Reasons that name the deployment which repaired it. */
const REPAIRS = ['rollback', 'revert', 'hotfix'];

/**
 * Says of each success whether it failed its users, and of each one whether it
 * was unplanned: the first marks the cause, the second the cure.
 */
export function judge(
  timelines: Timeline[],
  incidents: AttributedIncident[],
  commits: Map<string, CommitRecord>,
  settings: Settings,
): void {
  const byIncidentsOnly = settings.failures === 'incidents';
  for (const { record, node } of incidents) {
    node?.reasons.push(`incident:${record.id}`);
  }
  for (const { nodes, successes } of timelines) {
    for (const node of nodes) {
      if (node.record.failed && !byIncidentsOnly) {
        node.reasons.push('mark');
      }
      if (node.record.unplanned) {
        node.unplanned.push('mark');
      }
    }
    judgeRollbacks(successes, settings, byIncidentsOnly);
    judgeRepairs(successes, commits, settings, byIncidentsOnly);
  }
  markCures(incidents, settings);
  for (const { nodes } of timelines) {
    nodes.forEach(node => settle(node, settings));
  }
}

function judgeRollbacks(
  successes: DeploymentNode[],
  settings: Settings,
  byIncidentsOnly: boolean,
): void {
  for (const node of successes.filter(({ kind }) => kind === 'rollback')) {
    node.unplanned.push('rollback');
    const cause = node.previous;
    if (cause && !byIncidentsOnly && isWithin(cause, node, settings)) {
      cause.reasons.push(`rollback:${node.record.id}`);
    }
  }
}

/** Reverts fail what they revert; hotfixes fail the deployment before. */
function judgeRepairs(
  successes: DeploymentNode[],
  commits: Map<string, CommitRecord>,
  settings: Settings,
  byIncidentsOnly: boolean,
): void {
  const origins = new Origins();
  for (const node of successes) {
    const causes = new Map<DeploymentNode, string>();
    let repairs: string | undefined;
    for (const change of node.changes) {
      const marks = revertMarks(change, commits);
      if (marks) {
        repairs = 'revert';
        origins.find(marks).forEach(cause => causes.set(cause, 'revert'));
      } else if (isHotfix(change)) {
        repairs ??= 'hotfix';
        if (node.previous && !causes.has(node.previous)) {
          causes.set(node.previous, 'hotfix');
        }
      }
    }
    if (repairs) {
      node.unplanned.push(repairs);
    }
    for (const [cause, word] of causes) {
      if (!byIncidentsOnly && isWithin(cause, node, settings)) {
        cause.reasons.push(`${word}:${node.record.id}`);
      }
    }
    origins.add(node);
  }
}

/** Deployments that end while an incident of an earlier one is open. */
function markCures(incidents: AttributedIncident[], settings: Settings): void {
  for (const { record, node } of incidents) {
    if (!node || node.kind === null) {
      continue;
    }
    const { successes } = node.timeline;
    // An incident that nobody resolves does not make all later work unplanned.
    const end =
      record.resolvedAt === undefined
        ? Math.min(
            settings.now,
            record.startedAt + settings.attributionWindowMs,
          )
        : record.resolvedAt + settings.graceMs;
    const first = Math.max(
      countUpTo(successes, record.startedAt - 1, endOf),
      node.order + 1,
    );
    for (const cure of successes.slice(
      first,
      countUpTo(successes, end, endOf),
    )) {
      cure.unplanned.push(`incident:${record.id}`);
    }
  }
}

function settle(node: DeploymentNode, settings: Settings): void {
  node.reasons = [...new Set(node.reasons)].sort();
  node.unplanned = [...new Set(node.unplanned)].sort();
  if (node.record.outcome === 'failure' && settings.countFailedRollouts) {
    node.verdict = 'failed';
    node.reasons = ['rollout', ...node.reasons];
  }
  if (node.kind === null) {
    return;
  }
  if (node.record.failed === false && settings.failures === 'all') {
    node.verdict = 'ok';
    node.reasons = ['mark'];
  } else if (node.reasons.length > 0) {
    node.verdict = 'failed';
  } else {
    node.verdict = isYoung(node, settings) ? 'pending' : 'ok';
  }
}

/** Without a limit in time, a deployment could be pending for ever. */
function isYoung(node: DeploymentNode, settings: Settings): boolean {
  return (
    settings.attributionWindowMs !== Infinity &&
    settings.now - endOf(node) < settings.attributionWindowMs
  );
}

function isWithin(
  cause: DeploymentNode,
  cure: DeploymentNode,
  { attributionWindowMs }: Settings,
): boolean {
  return endOf(cure) - endOf(cause) <= attributionWindowMs;
}

/** The earliest later deployment that repaired one. */
export function remedyOf(node: DeploymentNode): DeploymentNode | undefined {
  const later = node.timeline.nodes
    .slice(node.position + 1)
    .filter(({ kind }) => kind !== null);
  if (node.kind === null) {
    return later[0]; // a rollout that failed is repaired by any that succeeds
  }
  return later.find(
    ({ record, unplanned }) =>
      unplanned.includes('mark') ||
      REPAIRS.some(word => node.reasons.includes(`${word}:${record.id}`)),
  );
}
