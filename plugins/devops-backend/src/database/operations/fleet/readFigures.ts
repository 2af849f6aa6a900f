import type { Knex } from 'knex';
import {
  FIGURES,
  snapshotsOf,
  type FigureName,
  type FleetFilter,
} from './figures';

export type FigureRow = Record<
  (typeof FIGURES)[FigureName],
  number | string | null
> & {
  owner_ref: string | null;
  system_ref: string | null;
  domain_ref: string | null;
  as_of: number | string;
  deployments: number | string;
  quality: number | null;
};

/** The figures of every entity that a filter lets through, for distributions. */
export async function readFigures(
  knex: Knex,
  filter: FleetFilter,
): Promise<FigureRow[]> {
  return snapshotsOf(knex, filter).select(
    'e.owner_ref',
    'e.system_ref',
    'e.domain_ref',
    's.as_of',
    's.deployments',
    's.quality',
    ...Object.values(FIGURES).map(name => `s.${name}`),
  );
}
