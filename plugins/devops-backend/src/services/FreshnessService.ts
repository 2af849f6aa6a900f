import type {
  Freshness,
  SourceCapability,
  SourceHealth,
} from '@backstage-devops/plugin-devops-common';
import type {
  DeliverySource,
  SloSource,
} from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { DeliveryCounts } from '../database/operations/inbox/countDeliveries';
import type { ScopeRef, SourceStateRow } from '../database/rows';
import type { SourceRegistry } from '../sources/SourceRegistry';
import { ShortMemory } from './ShortMemory';
import { compact, instantOf } from './views/cells';
import { viewSourceDetails } from './views/sourceDetails';

/**
 * How long what is said of a source as a whole holds for the pages of its
 * entities: hardly longer than it takes to answer them.
 */
const REMEMBER_MS = 1_000;

/** The scope under which a source keeps what belongs to no scope. */
const OF_SOURCE = '';

/**
 * Says how complete the store is: for a source as a whole, and for the scopes
 * that an entity is bound to.
 */
export class FreshnessService {
  readonly #database: DevopsDatabase;
  readonly #sources: SourceRegistry;
  readonly #now: () => number;
  readonly #counts: ShortMemory<Map<string, DeliveryCounts>>;
  readonly #own: ShortMemory<SourceStateRow | undefined>;

  constructor(options: {
    database: DevopsDatabase;
    sources: SourceRegistry;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#sources = options.sources;
    this.#now = options.now;
    const memory = { forMs: REMEMBER_MS, now: options.now };
    this.#counts = new ShortMemory(memory);
    this.#own = new ShortMemory(memory);
  }

  /** The health of all sources, ordered by id. */
  async listSources(): Promise<SourceHealth[]> {
    return this.#describe({
      asked: () => true,
      counts: await this.#database.inbox.count(),
      work: await this.#database.work.count(),
    });
  }

  /** The health of some sources, ordered by id, without the work that waits. */
  async describeSources(ids: string[]): Promise<SourceHealth[]> {
    return this.#describe({
      asked: ({ id }) => ids.includes(id),
      counts: await this.#rememberedCounts(),
      work: new Map(),
    });
  }

  async #describe(options: {
    asked: (source: { id: string }) => boolean;
    counts: Map<string, DeliveryCounts>;
    work: Awaited<ReturnType<DevopsDatabase['work']['count']>>;
  }): Promise<SourceHealth[]> {
    const { asked, counts, work } = options;
    const deliverySources = this.#sources.deliverySources().filter(asked);
    const delivery = deliverySources.map(async source => {
      if (source.alerts && !source.pipelines) {
        return compact({
          ...(await this.#roundsHealth(
            { ...identityOf(source), intervalMs: source.alerts.intervalMs },
            'alerts',
          )),
          capabilities: capabilitiesOf(source),
          annotations: source.annotations,
          pendingDeliveries: counts.get(source.id)?.pending ?? 0,
          parkedDeliveries: counts.get(source.id)?.parked ?? 0,
        });
      }
      const bound = new Set(await this.#database.readBoundScopes(source.id));
      const all = await this.#database.readSourceStates([source.id]);
      const states = all.filter(state => bound.has(state.scope));
      return compact({
        ...this.#health(source, {
          states,
          own: all.find(state => state.scope === OF_SOURCE),
          counts: counts.get(source.id),
          // One project that was deleted does not make the whole source fail.
          failsWith: 'all',
        }),
        ...viewSourceDetails(source, {
          states,
          boundScopes: bound.size,
          work: work.get(source.id),
        }),
      });
    });
    const measurement = this.#sources
      .measurementSources()
      .filter(asked)
      .map(source => this.#roundsHealth(source, 'measurements'));
    const slo = this.#sources
      .sloSources()
      .filter(asked)
      .map(source => this.#roundsHealth(source, 'slos'));
    const all = await Promise.all([...delivery, ...measurement, ...slo]);
    return all.sort((a, b) => a.id.localeCompare(b.id));
  }

  /** How complete the store is for what an entity is bound to. */
  async of(scopes: ScopeRef[]): Promise<Freshness> {
    const ids = [...new Set(scopes.map(({ sourceId }) => sourceId))].sort();
    const counts = await this.#rememberedCounts();
    const sources: SourceHealth[] = [];
    for (const id of ids) {
      const source = this.#sources.getDeliverySource(id);
      const states = await Promise.all(
        scopes
          .filter(({ sourceId }) => sourceId === id)
          .map(scope => this.#database.readSourceState(scope)),
      );
      // A door that is open to every entity says nothing of those that nobody
      // used it for.
      if (!source.pipelines && !states.some(state => state?.last_event_at)) {
        continue;
      }
      sources.push(
        this.#health(source, {
          states,
          own: await this.#own.get(id, () =>
            this.#database.readSourceState({ sourceId: id, scope: OF_SOURCE }),
          ),
          counts: counts.get(id),
          failsWith: 'any',
        }),
      );
    }
    if (sources.length === 0) {
      return { state: 'unbound', sources: [] };
    }
    const swept = sources.filter(source => source.sweepIntervalMs);
    const instants = swept.flatMap(source => source.completeUntil ?? []);
    return {
      state: worst(sources.map(source => source.state)),
      ...(instants.length > 0 && instants.length === swept.length
        ? { completeUntil: instants.sort()[0] }
        : {}),
      sources,
    };
  }

  #rememberedCounts(): Promise<Map<string, DeliveryCounts>> {
    return this.#counts.get('', () => this.#database.inbox.count());
  }

  #health(
    source: DeliverySource,
    known: {
      /** Undefined for a scope that was never swept. */
      states: Array<SourceStateRow | undefined>;
      own: SourceStateRow | undefined;
      counts?: DeliveryCounts;
      failsWith: 'any' | 'all';
    },
  ): SourceHealth {
    const interval = source.pipelines?.sweepIntervalMs;
    const lastEventAt = instantOf(known.own?.last_event_at);
    return compact({
      ...this.#progress(known.states, interval, known.failsWith),
      ...(interval === undefined
        ? { state: lastEventAt ? ('ok' as const) : ('never' as const) }
        : {}),
      id: source.id,
      provider: source.provider,
      title: source.title,
      capabilities: capabilitiesOf(source),
      annotations: source.annotations,
      lastEventAt,
      sweepIntervalMs: interval,
      pendingDeliveries: known.counts?.pending ?? 0,
      parkedDeliveries: known.counts?.parked ?? 0,
    });
  }

  /** Of a source that is asked for everything in each round. */
  async #roundsHealth(
    source: Pick<SloSource, 'id' | 'provider' | 'title' | 'intervalMs'>,
    capability: 'alerts' | 'measurements' | 'slos',
  ): Promise<SourceHealth> {
    const own = await this.#database.readSourceState({
      sourceId: source.id,
      scope: OF_SOURCE,
    });
    return compact({
      ...this.#progress(own ? [own] : [], source.intervalMs, 'all'),
      id: source.id,
      provider: source.provider,
      title: source.title,
      capabilities: [capability],
      sweepIntervalMs: source.intervalMs,
    });
  }

  #progress(
    states: Array<SourceStateRow | undefined>,
    intervalMs: number | undefined,
    failsWith: 'any' | 'all',
  ) {
    const swept = states.filter(state => state !== undefined);
    const failing = swept.filter(state => state.failures > 0);
    const fails =
      failing.length > 0 &&
      (failsWith === 'any' || failing.length === swept.length);
    const judged =
      failsWith === 'any' || fails
        ? states
        : swept.filter(state => state.failures === 0);

    const completeUntil = earliest(judged.map(state => state?.complete_until));
    const lastError = swept
      .filter(state => state.last_error_at !== null)
      .sort((a, b) => Number(b.last_error_at) - Number(a.last_error_at))[0];
    const successes = swept.flatMap(state => state.last_success_at ?? []);

    return {
      state: this.#stateFrom(fails, completeUntil, intervalMs),
      completeUntil: instantOf(completeUntil),
      lastSuccessAt:
        successes.length > 0
          ? instantOf(Math.max(...successes.map(Number)))
          : undefined,
      lastError: lastError && {
        at: instantOf(lastError.last_error_at) ?? '',
        message: lastError.last_error ?? '',
      },
    };
  }

  #stateFrom(
    fails: boolean,
    completeUntil: number | undefined,
    intervalMs: number | undefined,
  ): SourceHealth['state'] {
    if (fails) {
      return 'failing';
    }
    if (completeUntil === undefined) {
      return 'never';
    }
    const stale = completeUntil < this.#now() - 2 * (intervalMs ?? Infinity);
    return stale ? 'stale' : 'ok';
  }
}

function worst(states: Array<SourceHealth['state']>): Freshness['state'] {
  for (const state of ['failing', 'never', 'stale'] as const) {
    if (states.includes(state)) {
      return state;
    }
  }
  return 'current';
}

function identityOf({ id, provider, title }: DeliverySource) {
  return { id, provider, title };
}

function capabilitiesOf(source: DeliverySource): SourceCapability[] {
  return [
    ...(source.webhooks ? ['webhooks' as const] : []),
    ...(source.pipelines ? ['pipelines' as const, 'deployments' as const] : []),
    ...(source.changes ? ['changes' as const] : []),
    ...(source.logs ? ['logs' as const] : []),
    ...(source.control ? ['control' as const] : []),
    ...(source.alerts ? ['alerts' as const] : []),
  ];
}

/** Unknown as soon as one is, and when there is none. */
function earliest(
  instants: Array<number | string | null | undefined>,
): number | undefined {
  const known = instants.flatMap(instant => instant ?? []).map(Number);
  return known.length === 0 || known.length < instants.length
    ? undefined
    : Math.min(...known);
}
