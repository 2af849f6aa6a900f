import { dayOf, daysBetween, weekOf, weeksIn } from '../calendar';
import { groupBy } from '../collections';
import { groupSuccesses } from '../groups';
import { inWindow } from '../options';
import type { DeploymentFrequency, DoraMetric } from '../result';
import { endOf, isProduction, revisionOf } from '../timelines';
import { median, ratio, type MetricContext } from './context';

export function deploymentFrequency(
  context: MetricContext,
): DeploymentFrequency {
  const { settings, groups, timelines } = context;
  const { from, to, timezone } = settings;
  const counted = groups.filter(({ at }) => inWindow(settings, at));
  const days = daysBetween(from, to, timezone);
  const nodes = timelines
    .flatMap(timeline => timeline.nodes)
    .filter(isProduction)
    .filter(node =>
      inWindow(settings, node.record.finishedAt ?? node.record.startedAt),
    );
  const successes = nodes.filter(({ kind }) => kind !== null);
  const uncollapsed =
    settings.collapseMs === undefined
      ? groups
      : groupSuccesses(timelines, { ...settings, collapseMs: undefined });
  const outcomes = (outcome: string) =>
    nodes.filter(({ record }) => record.outcome === outcome).length;
  return {
    value: counted.length / days,
    unit: 'per day',
    n: counted.length,
    days,
    byDay: [...groupBy(counted, ({ at }) => dayOf(at, timezone))].map(
      ([day, { length }]) => ({ day, deployments: length }),
    ),
    dataQuality: {
      successes: successes.length,
      redeploys: successes.filter(({ kind }) => kind === 'redeploy').length,
      rollbacks: successes.filter(({ kind }) => kind === 'rollback').length,
      failures: outcomes('failure'),
      canceled: outcomes('canceled'),
      running: outcomes('running'),
      beforeCollapse: uncollapsed.filter(({ at }) => inWindow(settings, at))
        .length,
      revisionCoverage: ratio(
        successes.filter(node => revisionOf(node) !== undefined).length,
        successes.length,
      ),
      endsBeforeStart: nodes.filter(
        node => endOf(node) < (node.record.startedAt ?? -Infinity),
      ).length,
    },
    explanation: {
      rules: [
        'Deployments to production that succeeded and ended in the window, divided by its days.',
        settings.includeRedeploys
          ? 'Deployments of the revision that was there already count.'
          : 'Deployments of the revision that was there already do not count.',
      ],
      rows: groups
        .flatMap(({ heads, repeats, at }) => [
          ...heads.map(node => ({ node, at, repeat: false })),
          ...repeats.map(node => ({ node, at: endOf(node), repeat: true })),
        ])
        .filter(({ at }) => inWindow(settings, at))
        .map(({ node, repeat }) => ({
          deployment: node.record.id,
          counted: !repeat,
          why: node.kind ?? '',
        })),
    },
  };
}

export function deployDaysPerWeek({
  settings,
  groups,
}: MetricContext): DoraMetric {
  const { from, to, timezone } = settings;
  const days = new Map<string, Set<string>>(
    weeksIn(from, to, timezone).map(week => [week, new Set()]),
  );
  for (const { at } of groups.filter(group => inWindow(settings, group.at))) {
    days.get(weekOf(at, timezone))?.add(dayOf(at, timezone));
  }
  const counts = [...days.values()].map(({ size }) => size);
  return {
    value: median(counts, settings),
    unit: 'days per week',
    n: counts.length,
    dataQuality: {},
    explanation: {
      rules: [
        'The median, over the weeks that the window has a part of, of the days with a deployment to production. Weeks start on Monday.',
      ],
      rows: [...days].map(([week, { size }]) => ({
        value: size,
        counted: true,
        why: `week of ${week}`,
      })),
    },
  };
}
