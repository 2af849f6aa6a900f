import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type {
  Slo,
  SloHistory,
  SloProblem,
} from '@backstage-devops/plugin-devops-common';
import {
  budgetSeries,
  windowEndingAt,
  type TimeWindow,
} from '@backstage-devops/plugin-devops-slo';
import type { MeasurementStore } from '../database/measurements/MeasurementStore';
import type { SloStore, StoredSlo } from '../database/slos/SloStore';
import {
  countRollups,
  needsLatencies,
  probeIndicator,
  seriesOfIndicator,
} from './countRollups';
import type { SloEvaluator } from './SloEvaluator';
import type { StandingService } from './standings/StandingService';
import { standingSlo, type JudgedStanding } from './standings/standingSlo';
import { DEFAULT_POINTS, rangeOf, stepsOf, type Steps } from './steps';
import { toSlo } from './toSlo';

/**
 * A history without its marks, the environment that it is of, and what its
 * budget is measured by.
 */
export type BudgetHistory = Omit<
  SloHistory,
  'alerts' | 'deployments' | 'incidents' | 'spending'
> & {
  environment?: string;
  objective: number;
  /** How much of the window is measured by now. */
  measuredMs: number;
};

/** The objectives of an entity, and what is wrong with its files. */
export type SloList = {
  items: Slo[];
  problems: SloProblem[];
  /** The environment that one of them is of; undefined if it names none. */
  placeOf(slo: Slo): string | undefined;
  /** Who measures them. */
  sourceIds: { slo: string[]; probes: boolean };
};

/** Answers what the pages ask about objectives, from the store alone. */
export class SloService {
  readonly #store: SloStore;
  readonly #measurements: MeasurementStore;
  readonly #evaluator: SloEvaluator;
  readonly #standings: StandingService;
  readonly #now: () => number;

  constructor(options: {
    store: SloStore;
    measurements: MeasurementStore;
    evaluator: SloEvaluator;
    standings: StandingService;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#measurements = options.measurements;
    this.#evaluator = options.evaluator;
    this.#standings = options.standings;
    this.#now = options.now;
  }

  async list(entity: Entity): Promise<SloList> {
    const entityRef = stringifyEntityRef(entity);
    const slos = await this.#store.list(entityRef);
    const [standings, repository] = await Promise.all([
      this.#standings.list(entity, slos),
      this.#store.findRepository(entityRef),
    ]);
    const told = new Set(standings.map(({ stored }) => stored));
    const others = slos.filter(slo => !told.has(slo));
    const items = await this.#evaluator.evaluate(
      entityRef,
      others,
      this.#now(),
    );
    const problems = [...(repository?.problems ?? [])];
    if (repository?.error) {
      problems.unshift({
        severity: 'error',
        file: repository.location ?? 'catalog-info.yaml',
        message: `The SLO files could not be read at ${new Date(repository.attemptedAt).toISOString()}: ${repository.error}`,
        remedy:
          'Check that the integration of this host may read the repository; it is tried again by itself',
      });
    }
    problems.push(...(await this.#standings.problems(standings)));
    const probed = new Map(
      items.map(({ spec }) => [
        spec.id,
        probeIndicator(spec)?.total.environment,
      ]),
    );
    return {
      items: [...items.map(toSlo), ...standings.map(standingSlo)],
      problems,
      placeOf: ({ id, environment }) => environment ?? probed.get(id),
      sourceIds: this.#sourcesOf(others, standings),
    };
  }

  /**
   * The course of the budget. Points lie on whole minutes, or on whole hours
   * where they are further apart, so that counts are never split.
   *
   * @throws NotFoundError if the entity has no such objective.
   * @throws InputError if the range is empty or too long.
   */
  async history(
    entity: Entity,
    sloId: string,
    query: { from?: string; to?: string; points?: number },
  ): Promise<BudgetHistory> {
    const slos = await this.#store.list(stringifyEntityRef(entity));
    const standings = await this.#standings.list(entity, slos);
    const judged = standings.find(({ id }) => id === sloId);
    if (judged) {
      return this.#standings.history(judged, query);
    }
    const slo = slos.find(({ spec }) => spec.id === sloId);
    if (!slo) {
      throw new NotFoundError(
        `There is no SLO '${sloId}' of '${stringifyEntityRef(entity)}'`,
      );
    }
    return this.#probeHistory(slo, query);
  }

  async #probeHistory(
    slo: StoredSlo,
    query: { from?: string; to?: string; points?: number },
  ): Promise<BudgetHistory> {
    const { window } = slo.spec;
    const indicator = probeIndicator(slo.spec);
    const series = indicator
      ? seriesOfIndicator(
          indicator,
          await this.#measurements.seriesOf(slo.entityRef),
        )
      : [];
    const seriesIds = series.map(({ id }) => id);
    const { since, until, measuredMs } = await rangeOf(query, {
      now: this.#now(),
      windowStart: end => windowEndingAt(window, end).from,
      knownSince: () => this.#measurements.measuredSince(seriesIds),
    });

    const { from, to, stepMs } = stepsOf(
      since,
      until,
      query.points ?? DEFAULT_POINTS,
    );
    const rollups = await this.#measurements.readRollups({
      seriesIds,
      latencies: indicator !== undefined && needsLatencies(indicator),
      from: windowEndingAt(window, from).from,
      to,
      edges: edgesOf({ from, to, stepMs, window }),
    });
    const points = budgetSeries({
      spec: slo.spec,
      buckets: countRollups(slo.spec, series, rollups),
      from,
      to,
      step: stepMs,
    });

    return {
      sloId: slo.spec.id,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      stepMs,
      environment: indicator?.total.environment,
      objective: slo.spec.objective,
      measuredMs,
      points: points.map(({ at, budgetRemaining, errorRatio, total, bad }) => ({
        at: new Date(at).toISOString(),
        budgetRemaining: budgetRemaining ?? undefined,
        errorRatio: errorRatio ?? undefined,
        total,
        bad,
      })),
    };
  }

  /** Whose freshness the numbers depend on. */
  #sourcesOf(
    others: StoredSlo[],
    standings: JudgedStanding[],
  ): SloList['sourceIds'] {
    const slo = [
      ...standings.map(({ standing }) => standing.sourceId),
      ...others.flatMap(stored =>
        this.#standings.couldMeasure(stored).map(({ id }) => id),
      ),
    ];
    const probes = others.some(({ spec }) => probeIndicator(spec));
    return { slo: [...new Set(slo)], probes: probes || slo.length === 0 };
  }
}

/** Where windows and steps of the points begin and end. */
function edgesOf(options: Steps & { window: TimeWindow }): number[] {
  const { from, to, stepMs, window } = options;
  const edges: number[] = [];
  for (let at = from; at <= to; at += stepMs) {
    edges.push(at, windowEndingAt(window, at).from);
  }
  return edges;
}
