import type {
  FleetSlo,
  FleetSloPage,
  Freshness,
  SloGroupPage,
  SloState,
  SloStateCounts,
} from '@backstage-devops/plugin-devops-common';
import type {
  ObjectiveFilter,
  ObjectiveRow,
  ObjectiveSort,
  StateCount,
} from '../../database/slos/overview/listObjectives';
import type { OverviewStore } from '../../database/slos/overview/OverviewStore';
import type { EntityCriteria } from '../../services/access/entityCriteria';
import {
  decodeFleetCursor,
  encodeFleetCursor,
} from '../../services/fleet/fleetCursor';
import type { Grouping } from '../../services/fleet/grouping';
import { compact, instantOf, textOf } from '../../services/views/cells';
import { environmentsOf } from '../SloAnswers';
import {
  decodeObjectiveCursor,
  encodeObjectiveCursor,
} from './objectiveCursor';

/** Which objectives of the fleet. */
export type FleetSloScope = {
  owner?: string;
  system?: string;
  domain?: string;
  environment?: string;
  text?: string;
};

type Paging = { cursor?: string; limit?: number };

/**
 * Answers where the objectives of many entities stand, for those entities that
 * meet the criteria of whoever asks. Nothing is evaluated for it.
 */
export class FleetSloService {
  readonly #overview: OverviewStore;
  readonly #readFreshness: () => Promise<Freshness>;
  readonly #now: () => number;

  constructor(options: {
    overview: OverviewStore;
    readFreshness: () => Promise<Freshness>;
    now: () => number;
  }) {
    this.#overview = options.overview;
    this.#readFreshness = options.readFreshness;
    this.#now = options.now;
  }

  async list(
    query: FleetSloScope &
      Paging & {
        state?: SloState[];
        sort?: ObjectiveSort;
        order?: 'asc' | 'desc';
      },
    criteria: EntityCriteria,
  ): Promise<FleetSloPage> {
    const { limit = 20, sort = 'state', order = 'asc', state, cursor } = query;
    const filter = this.#filterOf(query, criteria);
    const sorted = { sort, descending: order === 'desc' };
    const after = cursor ? decodeObjectiveCursor(cursor, sorted) : undefined;
    const [rows, counts, freshness] = await Promise.all([
      this.#overview.list(
        { ...filter, states: state },
        { ...sorted, after, limit: limit + 1 },
      ),
      this.#countStates(filter),
      this.#readFreshness(),
    ]);
    const states = sumStates(counts.here);
    return compact<FleetSloPage>({
      items: rows.slice(0, limit).map(viewObjective),
      nextCursor:
        rows.length > limit
          ? encodeObjectiveCursor(sorted, rows[limit - 1].position)
          : undefined,
      objectives: total(states, state),
      states,
      environments: counts.environments,
      freshness,
    });
  }

  async groups(
    query: FleetSloScope & Paging & { by?: Grouping },
    criteria: EntityCriteria,
  ): Promise<SloGroupPage> {
    const { by = 'owner', limit = 20, cursor } = query;
    const after = cursor ? decodeFleetCursor(cursor).uid : '';
    const [counts, freshness] = await Promise.all([
      this.#countStates(this.#filterOf(query, criteria)),
      this.#readFreshness(),
    ]);
    const groups = new Map<string, StateCount[]>();
    for (const count of counts.here) {
      const ref = count[`${by}_ref`] ?? '';
      groups.set(ref, [...(groups.get(ref) ?? []), count]);
    }
    const ungrouped = sumStates(groups.get('') ?? []);
    groups.delete('');
    const refs = [...groups.keys()].filter(ref => ref > after).sort();
    const shown = refs.slice(0, limit);
    return compact<SloGroupPage>({
      items: shown.map(ref => {
        const states = sumStates(groups.get(ref) ?? []);
        return { ref, objectives: total(states), states };
      }),
      nextCursor:
        refs.length > limit
          ? encodeFleetCursor({ value: null, uid: shown[shown.length - 1] })
          : undefined,
      groups: groups.size,
      ungrouped: total(ungrouped),
      states: sumStates(counts.here),
      environments: counts.environments,
      freshness,
    });
  }

  #filterOf(query: FleetSloScope, criteria: EntityCriteria): ObjectiveFilter {
    const { owner, system, domain, environment, text } = query;
    return compact<ObjectiveFilter>({
      criteria,
      owner,
      system,
      domain,
      environment,
      text: text?.trim() || undefined,
      now: this.#now(),
    });
  }

  /** Of the environment that is asked for, and which others there are. */
  async #countStates({ environment, ...anywhere }: ObjectiveFilter) {
    const counts = await this.#overview.countStates(anywhere);
    return {
      here: counts.filter(
        ({ place }) => environment === undefined || place === environment,
      ),
      environments: environmentsOf(counts.map(({ place }) => place)),
    };
  }
}

function viewObjective(row: ObjectiveRow): FleetSlo {
  return compact<FleetSlo>({
    id: row.slo_id,
    title: row.title,
    entityRef: row.entity_ref,
    entityTitle: row.entity_title,
    owner: textOf(row.owner_ref),
    system: textOf(row.system_ref),
    domain: textOf(row.domain_ref),
    environment: textOf(row.environment),
    objective: row.objective,
    windowText: row.window_text,
    state: row.state,
    budgetRemaining: row.budget_remaining ?? undefined,
    currentBurn: row.current_burn ?? undefined,
    measuredAt: instantOf(row.measured_at),
  });
}

function sumStates(counts: StateCount[]): SloStateCounts {
  const states: SloStateCounts = {
    ok: 0,
    at_risk: 0,
    burning: 0,
    exhausted: 0,
    no_traffic: 0,
    no_data: 0,
    stale: 0,
    unmeasured: 0,
  };
  for (const { state, n } of counts) {
    states[state] += n;
  }
  return states;
}

/** Of all states, or of some. */
function total(counts: SloStateCounts, of?: SloState[]): number {
  const states = new Set(of ?? (Object.keys(counts) as SloState[]));
  return [...states].reduce((sum, state) => sum + counts[state], 0);
}
