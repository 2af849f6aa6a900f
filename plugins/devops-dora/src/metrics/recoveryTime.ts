import type { AttributedIncident } from '../attribution';
import { append } from '../collections';
import { inWindow, type Settings } from '../options';
import type { RecoveryTime } from '../result';
import { quantile } from '../statistics';
import { byEnd, endOf, isProduction, type DeploymentNode } from '../timelines';
import { remedyOf } from '../verdicts';
import { median, summarize, type MetricContext } from './context';

interface Recovery {
  deployment?: string;
  incident?: string;
  /** Undefined while it is not recovered. */
  recoveredAt: number | undefined;
  startedAt: number;
  why: string;
}

export function recoveryTime(context: MetricContext): RecoveryTime {
  const { settings, incidents } = context;
  const all = recoveries(context);
  const rows = all
    .filter(({ recoveredAt }) => inWindow(settings, recoveredAt))
    .map(row => ({
      ...row,
      seconds: ((row.recoveredAt ?? NaN) - row.startedAt) / 1000,
    }));
  const values = rows
    .map(({ seconds }) => seconds)
    .filter(seconds => seconds >= 0);
  const resolved = incidents.filter(({ record }) =>
    inWindow(settings, record.resolvedAt),
  );
  const lasted = resolved
    .map(({ record }) => ((record.resolvedAt ?? NaN) - record.startedAt) / 1000)
    .filter(seconds => seconds >= 0);
  return {
    value: median(values, settings),
    unit: 'seconds',
    n: values.length,
    p75: quantile(values, 0.75),
    p90: quantile(values, 0.9),
    open: all.filter(
      ({ recoveredAt, startedAt }) =>
        recoveredAt === undefined && startedAt < settings.to,
    ).length,
    restore: {
      ...summarize(lasted, settings),
      open: incidents.filter(
        ({ record }) =>
          record.resolvedAt === undefined && record.startedAt < settings.to,
      ).length,
    },
    dataQuality: {
      negative: rows.length - values.length,
      incidentsResolved: resolved.length,
      incidentsResolvedBeforeStart: resolved.length - lasted.length,
      incidentsUnattributed: resolved.filter(({ node }) => !node).length,
    },
    explanation: {
      rules: rules(settings),
      rows: rows.map(({ deployment, incident, seconds, why }) => ({
        deployment,
        incident,
        value: seconds,
        counted: seconds >= 0,
        why: seconds >= 0 ? why : 'it ends before it starts',
      })),
    },
  };
}

function recoveries(context: MetricContext): Recovery[] {
  switch (context.settings.recovery) {
    case 'incident':
      return context.incidents.map(({ record, node }) => ({
        incident: record.id,
        deployment: node?.record.id,
        startedAt: record.startedAt,
        recoveredAt: record.resolvedAt,
        why: 'incident resolved',
      }));
    case 'deployment-to-incident':
      return context.incidents.flatMap(({ record, node }) =>
        node
          ? {
              incident: record.id,
              deployment: node.record.id,
              startedAt: endOf(node),
              recoveredAt: record.resolvedAt,
              why: 'incident resolved',
            }
          : [],
      );
    default:
      return ofDeployments(context);
  }
}

function ofDeployments(context: MetricContext): Recovery[] {
  const linked = new Map<DeploymentNode, AttributedIncident[]>();
  for (const incident of context.incidents) {
    if (incident.node) {
      append(linked, incident.node, incident);
    }
  }
  const failed = context.timelines
    .flatMap(({ nodes }) => nodes)
    .filter(
      node =>
        node.verdict === 'failed' &&
        isProduction(node) &&
        node.record.finishedAt !== undefined,
    )
    .sort(byEnd);
  return failed.map(node => recoveryOf(node, linked.get(node) ?? []));
}

/** Recovered with the last of its incidents, or else by a deployment. */
function recoveryOf(
  node: DeploymentNode,
  incidents: AttributedIncident[],
): Recovery {
  const base = { deployment: node.record.id, startedAt: endOf(node) };
  if (incidents.length > 0) {
    const ends = incidents.map(({ record }) => record.resolvedAt ?? Infinity);
    const last = Math.max(...ends);
    return {
      ...base,
      recoveredAt: last === Infinity ? undefined : last,
      why: 'last incident resolved',
    };
  }
  const remedy = remedyOf(node);
  return {
    ...base,
    recoveredAt: remedy && endOf(remedy),
    why: remedy ? `repaired by ${remedy.record.id}` : 'open',
  };
}

function rules(settings: Settings): string[] {
  const by = {
    deployment:
      'From the end of a failed deployment until the last of its incidents is resolved, or else until the first deployment that repairs it.',
    'deployment-to-incident':
      'From the end of the deployment that an incident belongs to until the incident is resolved.',
    incident: 'From the start of an incident until it is resolved.',
  };
  return [by[settings.recovery], 'Counted in the window of the recovery.'];
}
