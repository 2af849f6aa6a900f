import type { DeploymentGroup } from '../groups';
import { inWindow, type Settings } from '../options';
import type { ChangeFailRate, ExplanationRow } from '../result';
import type { DeploymentVerdict } from '../timelines';
import { ratio, type MetricContext } from './context';

export function changeFailRate(context: MetricContext): ChangeFailRate {
  const { settings, groups, failedRollouts } = context;
  const judged = groups
    .filter(({ at }) => inWindow(settings, at))
    .map(group => ({ group, verdict: verdictOf(group) }));
  const rollouts = settings.countFailedRollouts
    ? failedRollouts.filter(node => inWindow(settings, node.record.finishedAt))
    : [];
  const withVerdict = (verdict: DeploymentVerdict) =>
    judged.filter(row => row.verdict === verdict).length;
  const failed = withVerdict('failed') + rollouts.length;
  const pending = withVerdict('pending');
  const n = judged.length + rollouts.length - pending;
  const incidents = context.incidents.filter(({ record }) =>
    inWindow(settings, record.startedAt),
  );
  const byIncidents = settings.changeFailRate === 'incidents';
  return {
    value: ratio(byIncidents ? incidents.length : failed, n),
    unit: 'ratio',
    n,
    failed,
    pending,
    dataQuality: {
      incidents: incidents.length,
      incidentsUnattributed: incidents.filter(({ node }) => !node).length,
      incidentsTooLate: count(incidents, 'too-old'),
      incidentsWithUnknownLink: count(incidents, 'unknown-link'),
      attributedExplicitly: incidents.filter(
        ({ confidence }) => confidence === 'explicit',
      ).length,
      attributedByService: incidents.filter(
        ({ confidence }) => confidence === 'service',
      ).length,
      attributedByTime: incidents.filter(
        ({ confidence }) => confidence === 'heuristic',
      ).length,
    },
    explanation: {
      rules: rules(settings),
      rows: [
        ...judged.flatMap(({ group, verdict }) => explain(group, verdict)),
        ...rollouts.map(node => ({
          deployment: node.record.id,
          value: 1,
          counted: true,
          why: 'the rollout failed',
        })),
      ].sort((a, b) => Number(b.counted) - Number(a.counted)),
    },
  };
}

function count(
  incidents: Array<{ unattributed?: string }>,
  why: string,
): number {
  return incidents.filter(({ unattributed }) => unattributed === why).length;
}

/** A redeploy that fails is a failure of the change that it repeats. */
function verdictOf({ heads, repeats }: DeploymentGroup): DeploymentVerdict {
  if ([...heads, ...repeats].some(({ verdict }) => verdict === 'failed')) {
    return 'failed';
  }
  return heads.some(({ verdict }) => verdict === 'pending') ? 'pending' : 'ok';
}

function explain(
  { heads, repeats }: DeploymentGroup,
  verdict: DeploymentVerdict,
): ExplanationRow[] {
  const reasons = [...heads, ...repeats].flatMap(node => node.reasons);
  return [
    {
      deployment: heads[0].record.id,
      value: verdict === 'failed' ? 1 : 0,
      counted: verdict !== 'pending',
      why: reasons.length > 0 ? reasons.join(', ') : verdict,
    },
  ];
}

function rules(settings: Settings): string[] {
  const window =
    settings.attributionWindowMs === Infinity
      ? 'however old that is'
      : `if that is at most ${settings.attributionWindowMs / 3_600_000} h old`;
  const scope =
    settings.scope === 'all' ? 'of all entities' : 'of the same entity';
  const attribution = `An incident belongs to the deployment that it names, or else to the latest one to production ${scope}, ${window}.`;
  if (settings.changeFailRate === 'incidents') {
    return [
      'Incidents that started in the window, divided by the deployments to production in it.',
      attribution,
    ];
  }
  return [
    'Deployments to production in the window that failed, divided by all that are old enough to tell.',
    attribution,
    ...(settings.failures === 'all'
      ? [
          'A deployment also failed if somebody says so, if the next one rolls it back, or if a later one reverts it or is a hotfix right after it, within the same time.',
        ]
      : []),
  ];
}
