import type { SloState } from '@backstage-devops/plugin-devops-common';
import type { Knex } from 'knex';
import type { EntityCriteria } from '../../../services/access/entityCriteria';
import { whereEntity } from '../../operations/fleet/whereEntity';
import type { OverviewRow } from './overviewRow';

/** Which objectives: those of entities that meet the criteria, and more. */
export type ObjectiveFilter = {
  criteria: EntityCriteria;
  owner?: string;
  system?: string;
  domain?: string;
  environment?: string;
  /** Part of the name of the objective or of its entity. */
  text?: string;
  states?: SloState[];
  /** The moment that states are of, epoch milliseconds. */
  now: number;
};

export type ObjectiveSort =
  'state' | 'name' | 'budgetRemaining' | 'currentBurn';

/** What a page is sorted by, for the last objective on it, with its id. */
export type ObjectivePosition = Array<string | number>;

export type ObjectiveRow = Omit<
  OverviewRow,
  'entity_uid' | 'judged_at' | 'stale_at'
> & {
  entity_ref: string;
  entity_title: string;
  owner_ref: string | null;
  system_ref: string | null;
  domain_ref: string | null;
  position: ObjectivePosition;
};

/** The place of objectives that name none: they are promises to users. */
export const USUAL_ENVIRONMENT = 'production';
const PLACE = `coalesce(o.environment, '${USUAL_ENVIRONMENT}')`;

/** What was judged ages while nothing measures it. */
const STATE = "case when o.stale_at <= ? then 'stale' else o.state end";

/** What asks for attention first; the same order as on the pages. */
const STATES: SloState[] = [
  'exhausted',
  'burning',
  'at_risk',
  'stale',
  'no_data',
  'no_traffic',
  'unmeasured',
  'ok',
];

/** Longer ones would not fit into a cursor. */
const NAME = 'substr(lower(o.title), 1, 60)';
/** Objectives without a figure come last, whatever the order. */
const NOTHING = 1e300;

type Keys = { expressions: string[]; bindings: unknown[] };

/** One page of objectives, with one column of `position` for each key. */
export async function listObjectives(
  knex: Knex,
  filter: ObjectiveFilter,
  page: {
    sort: ObjectiveSort;
    descending: boolean;
    after?: ObjectivePosition;
    limit: number;
  },
): Promise<ObjectiveRow[]> {
  const { after, limit, descending } = page;
  const { expressions, bindings } = keysOf(page, filter.now);
  const direction = descending ? 'desc' : 'asc';
  const query = objectivesOf(knex, filter)
    .select(
      'o.slo_id',
      'o.source_id',
      'o.title',
      'o.environment',
      'o.objective',
      'o.window_text',
      'o.budget_remaining',
      'o.current_burn',
      'o.measured_at',
      'e.owner_ref',
      'e.system_ref',
      'e.domain_ref',
      { entity_ref: 'e.ref' },
      knex.raw('coalesce(e.title, e.name) as entity_title'),
      knex.raw(`${STATE} as state`, [filter.now]),
      knex.raw(
        expressions.map((each, n) => `${each} as key_${n}`).join(', '),
        bindings as Knex.RawBinding[],
      ),
    )
    .orderByRaw(expressions.map((_, n) => `key_${n} ${direction}`).join(', '))
    .limit(limit);
  if (after) {
    query.whereRaw(
      `(${expressions.join(', ')}) ${descending ? '<' : '>'} (${after.map(() => '?').join(', ')})`,
      [...bindings, ...after] as Knex.RawBinding[],
    );
  }
  const rows: Array<
    Omit<ObjectiveRow, 'position'> & Record<`key_${number}`, string | number>
  > = await query;
  return rows.map(row => ({
    ...row,
    position: expressions.map((_, n) =>
      isName(page.sort, n) ? row[`key_${n}`] : Number(row[`key_${n}`]),
    ),
  }));
}

export type StateCount = {
  owner_ref: string | null;
  system_ref: string | null;
  domain_ref: string | null;
  place: string;
  state: SloState;
  n: number;
};

/** How many objectives of each owner, system, domain and place are in a state. */
export async function countStates(
  knex: Knex,
  filter: ObjectiveFilter,
): Promise<StateCount[]> {
  const rows: Array<
    Omit<StateCount, 'state' | 'n'> & { now_in: SloState; n: number | string }
  > = await objectivesOf(knex, filter)
    .select(
      'e.owner_ref',
      'e.system_ref',
      'e.domain_ref',
      knex.raw(`${PLACE} as place`),
      knex.raw(`${STATE} as now_in`, [filter.now]),
    )
    .count({ n: '*' })
    .groupBy('e.owner_ref', 'e.system_ref', 'e.domain_ref')
    .groupByRaw('place, now_in');
  return rows.map(({ now_in, n, ...row }) => ({
    ...row,
    state: now_in,
    n: Number(n),
  }));
}

/** The objectives `o` of existing entities `e` that a filter lets through. */
function objectivesOf(knex: Knex, filter: ObjectiveFilter) {
  const { owner, system, domain, environment, text, states, now } = filter;
  const query = knex('slo_overview as o')
    .join('entity as e', 'e.uid', 'o.entity_uid')
    .whereNull('e.gone_at');
  for (const [column, ref] of Object.entries({ owner, system, domain })) {
    if (ref !== undefined) {
      query.where(`e.${column}_ref`, ref);
    }
  }
  if (environment !== undefined) {
    query.whereRaw(`${PLACE} = ?`, [environment]);
  }
  if (states) {
    query.whereRaw(`${STATE} in (${states.map(() => '?').join(', ')})`, [
      now,
      ...states,
    ]);
  }
  if (text !== undefined) {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    query.where(either => {
      for (const column of ['o.title', 'o.slo_id', 'e.name', 'e.title']) {
        either.orWhereRaw(`lower(${column}) like lower(?) escape '\\'`, [
          pattern,
        ]);
      }
    });
  }
  return whereEntity(query, filter.criteria);
}

/** Keys that all go one way, the id last, so that rows are compared at once. */
function keysOf(
  { sort, descending }: { sort: ObjectiveSort; descending: boolean },
  now: number,
): Keys {
  const last = descending ? -NOTHING : NOTHING;
  const figure = (column: string): Keys => ({
    expressions: [`coalesce(o.${column}, ${last})`],
    bindings: [],
  });
  const keys: Record<ObjectiveSort, () => Keys> = {
    name: () => ({ expressions: [NAME], bindings: [] }),
    budgetRemaining: () => figure('budget_remaining'),
    currentBurn: () => figure('current_burn'),
    state: () => ({
      expressions: [
        `case ${STATE} ${STATES.map((state, n) => `when '${state}' then ${n}`).join(' ')} end`,
        ...figure('budget_remaining').expressions,
      ],
      bindings: [now],
    }),
  };
  const { expressions, bindings } = keys[sort]();
  return { expressions: [...expressions, 'o.id'], bindings };
}

/** Whether a key is a text; all others are numbers. */
export function isName(sort: ObjectiveSort, index: number): boolean {
  return sort === 'name' && index === 0;
}
