import { attributeIncidents, type AttributedIncident } from './attribution';
import { collectCommits } from './commits';
import { groupSuccesses } from './groups';
import { changeFailRate } from './metrics/changeFailRate';
import type { MetricContext } from './metrics/context';
import {
  deployDaysPerWeek,
  deploymentFrequency,
} from './metrics/deploymentFrequency';
import { leadTime, reportChanges } from './metrics/leadTime';
import { recoveryTime } from './metrics/recoveryTime';
import { reworkRate } from './metrics/reworkRate';
import { successRate } from './metrics/successRate';
import { normalizeRecords } from './normalize';
import { readOptions, type DoraOptions } from './options';
import { placeChanges } from './placement';
import { RangeBook } from './ranges';
import type { DeliveryRecords } from './records';
import type { DeploymentReport, DoraResult, IncidentReport } from './result';
import {
  buildTimelines,
  byEnd,
  isProduction,
  type DeploymentNode,
} from './timelines';
import { UnitMatcher } from './units';
import { judge } from './verdicts';

/**
 * What was found out about records, whatever the window.
 *
 * @public
 */
export interface DoraAnalysis {
  /** The metrics of a window, `to` not in it; milliseconds since the epoch. */
  metricsOf(from: number, to: number): DoraResult;
}

/**
 * Computes the DORA metrics of a window, with what was found out about each
 * deployment and incident.
 *
 * Records outside of the window give context: they decide what the first
 * deployment in it brought, and whether the last one failed. Neither order nor
 * repetition of records changes the result.
 *
 * @throws InputError when the options make no sense.
 *
 * @public
 */
export function computeDora(
  records: DeliveryRecords,
  options: DoraOptions,
): DoraResult {
  return analyzeDora(records, options).metricsOf(options.from, options.to);
}

/**
 * Finds out about records once, for the metrics of several windows.
 *
 * @throws InputError when the options make no sense.
 *
 * @public
 */
export function analyzeDora(
  records: DeliveryRecords,
  options: Omit<DoraOptions, 'from' | 'to'>,
): DoraAnalysis {
  const settings = readOptions({ ...options, from: 0, to: 1 });
  const normal = normalizeRecords(records);
  const entities = new Set(normal.deployments.map(({ entity }) => entity));
  const ranges = new RangeBook(normal.ranges, entities);
  const timelines = buildTimelines(normal.deployments, ranges);
  const commits = collectCommits(normal);
  placeChanges(timelines, {
    records: normal,
    commits,
    ranges,
    units: new UnitMatcher(settings.units),
    commitsAsChanges: settings.commitsAsChanges,
  });
  const incidents = attributeIncidents(normal.incidents, timelines, settings);
  judge(timelines, incidents, commits, settings);

  const nodes = timelines.flatMap(timeline => timeline.nodes).sort(byEnd);
  const all = {
    records: normal,
    timelines,
    groups: groupSuccesses(timelines, settings),
    failedRollouts: nodes.filter(
      node => isProduction(node) && node.record.outcome === 'failure',
    ),
    incidents,
  };
  const reports = {
    deployments: nodes.map(reportDeployment),
    changes: nodes.flatMap(node => reportChanges(node, settings)),
    incidents: incidents.map(reportIncident),
  };
  return {
    metricsOf(from, to) {
      const context = {
        ...all,
        settings: readOptions({ ...options, from, to }),
      };
      return {
        definition: settings.definition,
        from,
        to,
        timezone: settings.timezone,
        metrics: metricsOf(context),
        ...reports,
      };
    },
  };
}

function metricsOf(context: MetricContext): DoraResult['metrics'] {
  return {
    deploymentFrequency: deploymentFrequency(context),
    leadTime: leadTime(context),
    changeFailRate: changeFailRate(context),
    reworkRate: reworkRate(context),
    recoveryTime: recoveryTime(context),
    deployDaysPerWeek: deployDaysPerWeek(context),
    successRate: successRate(context),
  };
}

function reportDeployment(node: DeploymentNode): DeploymentReport {
  const { record } = node;
  return {
    id: record.id,
    entity: record.entity,
    unit: record.unit ?? null,
    environment: record.environment,
    tier: record.tier,
    revision: record.revision ?? null,
    outcome: record.outcome,
    finishedAt: record.finishedAt ?? null,
    kind: node.kind,
    previousSuccess: node.previous?.record.id ?? null,
    verdict: node.verdict,
    reasons: node.reasons,
    unplanned: node.unplanned,
    changes: node.changes.map(({ id }) => id),
    range: node.range ?? null,
  };
}

function reportIncident({
  record,
  node,
  confidence,
  unattributed,
}: AttributedIncident): IncidentReport {
  return {
    id: record.id,
    entity: record.entity,
    startedAt: record.startedAt,
    resolvedAt: record.resolvedAt ?? null,
    deployment: node?.record.id ?? null,
    confidence: confidence ?? null,
    unattributed: unattributed ?? null,
  };
}
