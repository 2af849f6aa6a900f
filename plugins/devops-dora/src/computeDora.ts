import { attributeIncidents, type AttributedIncident } from './attribution';
import { collectCommits } from './commits';
import { groupSuccesses } from './groups';
import { changeFailRate } from './metrics/changeFailRate';
import type { MetricContext } from './metrics/context';
import {
  deployDaysPerWeek,
  deploymentFrequency,
} from './metrics/deploymentFrequency';
import { leadTime } from './metrics/leadTime';
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
  const settings = readOptions(options);
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
  const context: MetricContext = {
    settings,
    records: normal,
    timelines,
    groups: groupSuccesses(timelines, settings),
    failedRollouts: nodes.filter(
      node => isProduction(node) && node.record.outcome === 'failure',
    ),
    incidents,
  };
  return {
    definition: settings.definition,
    from: settings.from,
    to: settings.to,
    timezone: settings.timezone,
    metrics: {
      deploymentFrequency: deploymentFrequency(context),
      leadTime: leadTime(context),
      changeFailRate: changeFailRate(context),
      reworkRate: reworkRate(context),
      recoveryTime: recoveryTime(context),
      deployDaysPerWeek: deployDaysPerWeek(context),
      successRate: successRate(context),
    },
    deployments: nodes.map(reportDeployment),
    incidents: incidents.map(reportIncident),
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
    deployment: node?.record.id ?? null,
    confidence: confidence ?? null,
    unattributed: unattributed ?? null,
  };
}
