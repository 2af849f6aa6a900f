import type { SourceHealth } from '@backstage-devops/plugin-devops-common';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import type { WorkCounts } from '../../database/operations/work/countWork';
import type { SourceStateRow } from '../../database/rows';
import { compact, instantOf } from './cells';

type Details = Pick<
  SourceHealth,
  'pendingWork' | 'parkedWork' | 'scopes' | 'gaps' | 'requestBudget'
>;

/** What only those who look after a source need to know of it. */
export function viewSourceDetails(
  source: DeliverySource,
  known: {
    /** Of the scopes that entities are bound to, as far as they were swept. */
    states: SourceStateRow[];
    boundScopes: number;
    work: WorkCounts | undefined;
  },
): Details {
  const { states, boundScopes, work } = known;
  const budget = source.requestBudget?.();
  return compact({
    pendingWork: work?.pending ?? 0,
    parkedWork: work?.parked ?? 0,
    scopes: {
      bound: boundScopes,
      failing: states.filter(({ failures }) => failures > 0).length,
    },
    gaps: gapsOf(states),
    requestBudget: budget && {
      ...budget,
      resetsAt: budget.resetsAt.toISOString(),
    },
  });
}

function gapsOf(states: SourceStateRow[]): SourceHealth['gaps'] {
  const gaps = states.filter(({ gap_at }) => gap_at !== null);
  if (gaps.length === 0) {
    return undefined;
  }
  return {
    runs: gaps.reduce((sum, { gap_count }) => sum + (gap_count ?? 0), 0),
    scopes: gaps.length,
    since: instantOf(Math.min(...gaps.map(gap => Number(gap.gap_at)))) ?? '',
  };
}
