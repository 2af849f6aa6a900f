import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';

export type ScopeKind = 'fleet' | 'owner' | 'system' | 'domain';

/** The measures of one day of a scope, with histograms as they are stored. */
export type ScopeDayRow = {
  id: string;
  day: string;
  runs: number | string;
  runs_succeeded: number | string;
  runs_failed: number | string;
  deployments: number | string;
  failed_changes: number | string;
  judged: number | string;
  unplanned: number | string;
  changes: number | string;
  recoveries: number | string;
  lead_hist: string | null;
  recovery_hist: string | null;
};

/** The days of some scopes of a kind, from a day on. */
export async function readScopeDays(
  knex: Knex,
  scope: { kind: ScopeKind; ids: string[] },
  fromDay: string,
): Promise<ScopeDayRow[]> {
  const query = knex('rollup_scope_day')
    .select(
      'id',
      'day',
      'runs',
      'runs_succeeded',
      'runs_failed',
      'deployments',
      'failed_changes',
      'judged',
      'unplanned',
      'changes',
      'recoveries',
      'lead_hist',
      'recovery_hist',
    )
    .where('kind', scope.kind)
    .where('day', '>=', fromDay)
    .orderBy(['id', 'day']);
  return whereAnyOf(query, 'id', scope.ids);
}
