import type { Knex } from 'knex';
import type { EntityCriteria } from '../../../services/access/entityCriteria';
import { whereEntity } from './whereEntity';

/** Which entities: those that meet the criteria, of one owner, system or domain. */
export type FleetFilter = {
  windowDays: number;
  criteria: EntityCriteria;
  owner?: string;
  system?: string;
  domain?: string;
};

/** Columns of `entity_snapshot` by the names of the API. */
export const FIGURES = {
  deploymentFrequency: 'deployment_frequency',
  leadTime: 'lead_ms',
  changeFailRate: 'change_fail_rate',
  reworkRate: 'rework_rate',
  recoveryTime: 'recovery_ms',
  runSuccessRate: 'run_success_rate',
} as const;

export type FigureName = keyof typeof FIGURES;

/** The columns that say how much each of the figures is from. */
export const SAMPLES = {
  deploymentFrequency: 'deployments',
  leadTime: 'lead_n',
  changeFailRate: 'change_fail_n',
  reworkRate: 'rework_n',
  recoveryTime: 'recovery_n',
  runSuccessRate: 'runs',
} as const satisfies Record<FigureName, string>;

export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];

/** The snapshots `s` of existing entities `e` that a filter lets through. */
export function snapshotsOf(knex: Knex, filter: FleetFilter) {
  const query = knex('entity_snapshot as s')
    .join('entity as e', 'e.uid', 's.entity_uid')
    .where('s.window_days', filter.windowDays)
    .whereNull('e.gone_at');
  if (filter.owner !== undefined) {
    query.where('e.owner_ref', filter.owner);
  }
  if (filter.system !== undefined) {
    query.where('e.system_ref', filter.system);
  }
  if (filter.domain !== undefined) {
    query.where('e.domain_ref', filter.domain);
  }
  whereEntity(query, filter.criteria);
  return query;
}
