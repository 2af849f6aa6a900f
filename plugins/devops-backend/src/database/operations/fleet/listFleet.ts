import type { Knex } from 'knex';
import {
  FIGURES,
  SAMPLES,
  snapshotsOf,
  type FigureName,
  type FleetFilter,
} from './figures';

export type FleetSort = 'name' | FigureName;

/** Where a page of the fleet ends: what it was sorted by, and the entity. */
export type FleetPosition = { value: string | number | null; uid: string };

export type FleetRow = {
  uid: string;
  ref: string;
  name: string;
  title: string | null;
  owner_ref: string | null;
  system_ref: string | null;
  domain_ref: string | null;
  quality: number | null;
  /** What the page is sorted by. */
  sorted_by: string | number | null;
} & Record<(typeof FIGURES)[FigureName], number | string | null> &
  Record<(typeof SAMPLES)[FigureName], number | string>;

type FleetPageQuery = {
  sort: FleetSort;
  descending: boolean;
  after?: FleetPosition;
  limit: number;
};

/**
 * One page of entities with their figures. Those without data come last, which
 * is a question of its own: sorted together, no index would serve.
 */
export async function listFleet(
  knex: Knex,
  filter: FleetFilter,
  page: FleetPageQuery,
): Promise<FleetRow[]> {
  const measured = await listMeasured(knex, filter, page);
  const missing = page.limit - measured.length;
  return page.sort === 'name' || missing === 0
    ? measured
    : [
        ...measured,
        ...(await listUnmeasured(knex, filter, { ...page, limit: missing })),
      ];
}

async function listMeasured(
  knex: Knex,
  filter: FleetFilter,
  { sort, descending, after, limit }: FleetPageQuery,
): Promise<FleetRow[]> {
  if (after?.value === null) {
    return [];
  }
  const column = columnOf(sort);
  const query = rowsOfFleet(knex, filter, column)
    .whereNotNull(column)
    .orderBy([
      { column, order: descending ? 'desc' : 'asc' },
      { column: 'e.uid', order: 'asc' },
    ])
    .limit(limit);
  if (after) {
    const { value, uid } = after;
    query.whereRaw(
      `(${column} ${descending ? '<' : '>'} ? or (${column} = ? and e.uid > ?))`,
      [value, value, uid],
    );
  }
  return query;
}

async function listUnmeasured(
  knex: Knex,
  filter: FleetFilter,
  { sort, after, limit }: FleetPageQuery,
): Promise<FleetRow[]> {
  const column = columnOf(sort);
  const query = rowsOfFleet(knex, filter, column)
    .whereNull(column)
    .orderBy('e.uid')
    .limit(limit);
  if (after?.value === null) {
    query.where('e.uid', '>', after.uid);
  }
  return query;
}

function columnOf(sort: FleetSort): string {
  return sort === 'name' ? 'e.name' : `s.${FIGURES[sort]}`;
}

function rowsOfFleet(knex: Knex, filter: FleetFilter, sortedBy: string) {
  return snapshotsOf(knex, filter).select(
    'e.uid',
    'e.ref',
    'e.name',
    'e.title',
    'e.owner_ref',
    'e.system_ref',
    'e.domain_ref',
    's.quality',
    ...[...Object.values(FIGURES), ...Object.values(SAMPLES)].map(
      column => `s.${column}`,
    ),
    { sorted_by: sortedBy },
  );
}
