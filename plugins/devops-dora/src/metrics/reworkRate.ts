import { inWindow } from '../options';
import type { ReworkRate } from '../result';
import { ratio, type MetricContext } from './context';

export function reworkRate({ settings, groups }: MetricContext): ReworkRate {
  const rows = groups
    .filter(({ at }) => inWindow(settings, at))
    .map(({ heads }) => ({
      deployment: heads[0].record.id,
      reasons: [...new Set(heads.flatMap(({ unplanned }) => unplanned))],
    }));
  const unplanned = rows.filter(({ reasons }) => reasons.length > 0).length;
  const because = (word: string) =>
    rows.filter(({ reasons }) =>
      reasons.some(reason => reason.split(':')[0] === word),
    ).length;
  return {
    value: ratio(unplanned, rows.length),
    unit: 'ratio',
    n: rows.length,
    unplanned,
    dataQuality: {
      rollbacks: because('rollback'),
      reverts: because('revert'),
      hotfixes: because('hotfix'),
      duringIncidents: because('incident'),
      marked: because('mark'),
    },
    explanation: {
      rules: [
        'Deployments to production in the window that were not planned, divided by all of them.',
        'Not planned are rollbacks, reverts, hotfixes, deployments that end while an incident of an earlier deployment is open, and those that somebody marked.',
      ],
      rows: rows.map(({ deployment, reasons }) => ({
        deployment,
        value: reasons.length > 0 ? 1 : 0,
        counted: true,
        why: reasons.length > 0 ? reasons.join(', ') : 'planned',
      })),
    },
  };
}
