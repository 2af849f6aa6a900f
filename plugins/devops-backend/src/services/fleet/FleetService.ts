import { createHash } from 'node:crypto';
import type {
  FleetDay,
  FleetGroup,
  FleetGroupPage,
  FleetPage,
} from '@backstage-devops/plugin-devops-common';
import type { FleetStore } from '../../database/FleetStore';
import {
  FIGURES,
  SAMPLES,
  type FleetFilter,
} from '../../database/operations/fleet/figures';
import type {
  FleetRow,
  FleetSort,
} from '../../database/operations/fleet/listFleet';
import type { FigureRow } from '../../database/operations/fleet/readFigures';
import type {
  ScopeDayRow,
  ScopeKind,
} from '../../database/operations/fleet/readScopeDays';
import type { EntityCriteria } from '../access/entityCriteria';
import { compact, instantOf, textOf } from '../views/cells';
import { distributionOf, qualityOf } from './distribution';
import { decodeFleetCursor, encodeFleetCursor } from './fleetCursor';
import { figureOf, figuresOf, samplesOf } from './fleetFigures';
import { groupDays, groupFigures, type Grouping } from './grouping';
import { firstDay, poolByDay, poolDays, poolSamples } from './pool';
import { ShortMemory } from '../ShortMemory';

const DAY_MS = 24 * 60 * 60_000;
/** Snapshots are refreshed about as often. */
const REMEMBER_MS = 30_000;

export type FleetScope = { owner?: string; system?: string; domain?: string };
export type FleetQuery = FleetScope & {
  window?: number;
  sort?: FleetSort;
  order?: 'asc' | 'desc';
  cursor?: string;
  limit?: number;
};

/**
 * Answers questions over many entities from snapshots and roll-ups, for those
 * entities that meet the criteria of whoever asks.
 */
export class FleetService {
  readonly #fleet: FleetStore;
  readonly #timezone: string;
  readonly #now: () => number;
  readonly #figures: ShortMemory<FigureRow[]>;
  readonly #hidden: ShortMemory<number>;

  constructor(options: {
    fleet: FleetStore;
    timezone: string;
    now: () => number;
  }) {
    this.#fleet = options.fleet;
    this.#timezone = options.timezone;
    this.#now = options.now;
    const memory = { forMs: REMEMBER_MS, now: options.now };
    this.#figures = new ShortMemory(memory);
    this.#hidden = new ShortMemory(memory);
  }

  async list(query: FleetQuery, criteria: EntityCriteria): Promise<FleetPage> {
    const { limit = 20, sort = 'name', order = 'asc' } = query;
    const filter = filterOf(query, criteria);
    const rows = await this.#fleet.listFleet(filter, {
      sort,
      descending: order === 'desc',
      after: query.cursor ? decodeFleetCursor(query.cursor) : undefined,
      limit: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const last = shown[shown.length - 1];
    const all = await this.#readFigures(filter);
    const days = await this.#readPooledDays(filter);
    return compact({
      items: shown.map(viewEntity),
      nextCursor:
        rows.length > limit
          ? encodeFleetCursor({ value: last.sorted_by, uid: last.uid })
          : undefined,
      entities: all.length,
      ...pooledOf(days, filter.windowDays),
      distribution: distributionOf(all),
      quality: qualityOf(all),
      asOf: instantOf(oldest(all)),
    });
  }

  /** Empty when the caller may not read every entity that is in the figures. */
  async series(
    query: FleetScope & { window?: number },
    criteria: EntityCriteria,
  ): Promise<FleetDay[]> {
    return poolByDay(await this.#readPooledDays(filterOf(query, criteria)));
  }

  async groups(
    query: FleetScope & {
      by?: Grouping;
      window?: number;
      cursor?: string;
      limit?: number;
    },
    criteria: EntityCriteria,
  ): Promise<FleetGroupPage> {
    const { by = 'owner', limit = 20 } = query;
    const filter = filterOf(query, criteria);
    const figures = await this.#readFigures(filter);
    const { groups, ungrouped } = groupFigures(figures, by);
    const after = query.cursor ? decodeFleetCursor(query.cursor).uid : '';
    const refs = [...groups.keys()].filter(ref => ref > after).sort();
    const shown = refs.slice(0, limit);
    const days = groupDays(await this.#readGroupDays(filter, by, shown));
    return compact({
      items: shown.map(ref =>
        viewGroup(ref, groups.get(ref) ?? [], {
          days: days.get(ref),
          windowDays: filter.windowDays,
        }),
      ),
      nextCursor:
        refs.length > limit
          ? encodeFleetCursor({ value: null, uid: shown[shown.length - 1] })
          : undefined,
      groups: groups.size,
      ungrouped: ungrouped.length,
      asOf: instantOf(oldest(figures)),
    });
  }

  /** The days of whole groups; of none when only a part of them is asked for. */
  async #readGroupDays(filter: FleetFilter, by: Grouping, refs: string[]) {
    const scope = singleScope(filter);
    const isOfWholeGroups = scope?.kind === 'fleet' || scope?.kind === by;
    return isOfWholeGroups && !(await this.#isPartlyHidden(filter))
      ? this.#readDays({ kind: by, ids: refs }, filter.windowDays)
      : [];
  }

  async #readPooledDays(filter: FleetFilter): Promise<ScopeDayRow[]> {
    const scope = singleScope(filter);
    return scope && !(await this.#isPartlyHidden(filter))
      ? this.#readDays({ kind: scope.kind, ids: [scope.id] }, filter.windowDays)
      : [];
  }

  #readDays(scope: { kind: ScopeKind; ids: string[] }, windowDays: number) {
    return this.#fleet.readScopeDays(
      scope,
      firstDay(this.#now() - windowDays * DAY_MS, this.#timezone),
    );
  }

  #readFigures(filter: FleetFilter): Promise<FigureRow[]> {
    return this.#figures.get(keyOf(filter), () =>
      this.#fleet.readFigures(filter),
    );
  }

  async #isPartlyHidden(filter: FleetFilter): Promise<boolean> {
    const { criteria, windowDays: _, ...group } = filter;
    const hidden = await this.#hidden.get(keyOf(filter), () =>
      this.#fleet.countUnreadable(group, criteria),
    );
    return hidden > 0;
  }
}

function filterOf(
  query: FleetScope & { window?: number },
  criteria: EntityCriteria,
): FleetFilter {
  const { window: windowDays = 30, owner, system, domain } = query;
  return compact({ windowDays, criteria, owner, system, domain });
}

/** The roll-up that holds just the entities of the filter, if there is one. */
function singleScope({
  owner,
  system,
  domain,
}: FleetFilter): { kind: ScopeKind; id: string } | undefined {
  const named = Object.entries({ owner, system, domain }).flatMap(
    ([kind, id]) => (id === undefined ? [] : [{ kind: kind as ScopeKind, id }]),
  );
  if (named.length > 1) {
    return undefined;
  }
  return named[0] ?? { kind: 'fleet', id: '' };
}

function viewEntity(row: FleetRow): FleetPage['items'][number] {
  return compact({
    entityRef: row.ref,
    name: row.title ?? row.name,
    owner: textOf(row.owner_ref),
    system: textOf(row.system_ref),
    domain: textOf(row.domain_ref),
    figures: figuresOf(name => figureOf(name, row[FIGURES[name]])),
    samples: samplesOf(name => Number(row[SAMPLES[name]])),
    deployments: Number(row.deployments),
    runs: Number(row.runs),
    quality: row.quality ?? undefined,
  });
}

function viewGroup(
  ref: string,
  rows: FigureRow[],
  pool: { days?: ScopeDayRow[]; windowDays: number },
): FleetGroup {
  return compact({
    ref,
    entities: rows.length,
    deployments: rows.reduce((sum, row) => sum + Number(row.deployments), 0),
    ...pooledOf(pool.days ?? [], pool.windowDays),
    distribution: distributionOf(rows),
    quality: qualityOf(rows),
  });
}

function pooledOf(days: ScopeDayRow[], windowDays: number) {
  return days.length === 0
    ? {}
    : { pooled: poolDays(days, windowDays), pooledSamples: poolSamples(days) };
}

function oldest(rows: FigureRow[]): number | undefined {
  return rows.reduce<number | undefined>(
    (least, { as_of }) => Math.min(least ?? Infinity, Number(as_of)),
    undefined,
  );
}

function keyOf(filter: FleetFilter): string {
  return createHash('sha256').update(JSON.stringify(filter)).digest('hex');
}
