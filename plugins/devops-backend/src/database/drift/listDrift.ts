import type {
  DriftKind,
  PipelineState,
} from '@backstage-devops/plugin-devops-common';
import type { Knex } from 'knex';
import type { EntityCriteria } from '../../services/access/entityCriteria';
import { whereEntity } from '../operations/fleet/whereEntity';
import { DRIFT_KINDS, type CountColumns, type DriftRow } from './rows';

/** Which pipelines: those of entities that meet the criteria. */
export type DriftFilter = {
  criteria: EntityCriteria;
  owner?: string;
  system?: string;
  state?: PipelineState;
  difference?: DriftKind;
  version?: string;
};

/** Where a page ends. */
export type DriftPosition = { name: string; uid: string };

/** A pipeline with its entity. */
export type ListedDrift = DriftRow & {
  ref: string;
  name: string;
  title: string | null;
  owner_ref: string | null;
  system_ref: string | null;
};

/** How many pipelines there are of a state and a version. */
export type DriftCount = CountColumns & {
  state: PipelineState | null;
  name: string | null;
  version: string | null;
  pipelines: number | string;
  unreadable: number | string;
};

/** Pipelines by the names of their entities. */
export async function listDrift(
  knex: Knex,
  filter: DriftFilter,
  { after, limit }: { after?: DriftPosition; limit: number },
): Promise<ListedDrift[]> {
  const query = drifts(knex, filter)
    .whereNotNull('d.state')
    .select('d.*', 'e.ref', 'e.name', 'e.title', 'e.owner_ref', 'e.system_ref')
    .orderBy(['e.name', 'e.uid'])
    .limit(limit);
  if (filter.state !== undefined) {
    query.where('d.state', filter.state);
  }
  if (filter.difference !== undefined) {
    query.where(`d.${filter.difference}_count`, '>', 0);
  }
  if (filter.version !== undefined) {
    query.where('d.generator_version', filter.version);
  }
  if (after) {
    query.whereRaw('(e.name > ? or (e.name = ? and e.uid > ?))', [
      after.name,
      after.name,
      after.uid,
    ]);
  }
  return query;
}

/** How many there are, by state and version; those without a state as well. */
export async function countDrift(
  knex: Knex,
  filter: Pick<DriftFilter, 'criteria' | 'owner' | 'system'>,
): Promise<DriftCount[]> {
  return drifts(knex, filter)
    .select(
      'd.state',
      { name: 'd.generator_name', version: 'd.generator_version' },
      knex.raw('count(*) as pipelines'),
      knex.raw(
        'sum(case when d.read_error is null then 0 else 1 end) as unreadable',
      ),
      ...DRIFT_KINDS.map(kind =>
        knex.raw(
          `sum(case when d.${kind}_count > 0 then 1 else 0 end) as ${kind}_count`,
        ),
      ),
    )
    .groupBy('d.state', 'd.generator_name', 'd.generator_version')
    .orderBy(['d.generator_name', 'd.generator_version']);
}

function drifts(
  knex: Knex,
  {
    criteria,
    owner,
    system,
  }: Pick<DriftFilter, 'criteria' | 'owner' | 'system'>,
) {
  const query = knex('pipeline_drift as d')
    .join('entity as e', 'e.uid', 'd.entity_uid')
    .whereNull('e.gone_at');
  if (owner !== undefined) {
    query.where('e.owner_ref', owner);
  }
  if (system !== undefined) {
    query.where('e.system_ref', system);
  }
  whereEntity(query, criteria);
  return query;
}
