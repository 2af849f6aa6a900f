import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type {
  Slo,
  SloHistory,
  SloProblem,
} from '@backstage-devops/plugin-devops-common';
import { budgetSeries } from '@backstage-devops/plugin-devops-slo';
import type { MeasurementStore } from '../database/measurements/MeasurementStore';
import { HOUR_MS, MINUTE_MS } from '../database/measurements/rollup';
import type { SloStore, StoredSlo } from '../database/slos/SloStore';
import {
  countRollups,
  needsLatencies,
  probeIndicator,
  seriesOfIndicator,
} from './countRollups';
import type { SloEvaluator } from './SloEvaluator';
import { toSlo } from './toSlo';

const DEFAULT_POINTS = 120;
/** A chart of less shows nothing. */
const SHORTEST_RANGE_MS = 10 * MINUTE_MS;
const LONGEST_RANGE_MS = 400 * 24 * HOUR_MS;

/** A history without the deployments, and the environment that it is of. */
export type BudgetHistory = Omit<SloHistory, 'deployments'> & {
  environment?: string;
};

/** Answers what the pages ask about objectives, from the store alone. */
export class SloService {
  readonly #store: SloStore;
  readonly #measurements: MeasurementStore;
  readonly #evaluator: SloEvaluator;
  readonly #now: () => number;

  constructor(options: {
    store: SloStore;
    measurements: MeasurementStore;
    evaluator: SloEvaluator;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#measurements = options.measurements;
    this.#evaluator = options.evaluator;
    this.#now = options.now;
  }

  async list(
    entity: Entity,
  ): Promise<{ items: Slo[]; problems: SloProblem[] }> {
    const entityRef = stringifyEntityRef(entity);
    const slos = await this.#store.list(entityRef);
    const [items, repository] = await Promise.all([
      this.#evaluator.evaluate(entityRef, slos, this.#now()),
      this.#store.findRepository(entityRef),
    ]);
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
    return { items: items.map(toSlo), problems };
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
    const slo = await this.#find(entity, sloId);
    const windowMs = slo.spec.window.ms;
    const until = query.to ? Date.parse(query.to) : this.#now();
    const indicator = probeIndicator(slo.spec);
    const series = indicator
      ? seriesOfIndicator(
          indicator,
          await this.#measurements.seriesOf(slo.entityRef),
        )
      : [];
    const seriesIds = series.map(({ id }) => id);
    const since = query.from
      ? Date.parse(query.from)
      : await this.#defaultStart(seriesIds, until, windowMs);
    if (!(since < until) || until - since > LONGEST_RANGE_MS) {
      throw new InputError(
        'The history needs "from" before "to", and at most 400 days between them',
      );
    }

    const { from, to, stepMs } = stepsOf(
      since,
      until,
      query.points ?? DEFAULT_POINTS,
    );
    const rollups = await this.#measurements.readRollups({
      seriesIds,
      latencies: indicator !== undefined && needsLatencies(indicator),
      from: from - windowMs,
      to,
      edges: edgesOf({ from, to, stepMs, windowMs }),
    });
    const points = budgetSeries({
      spec: slo.spec,
      buckets: countRollups(slo.spec, series, rollups),
      from,
      to,
      step: stepMs,
    });

    return {
      sloId,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      stepMs,
      environment: indicator?.total.environment,
      points: points.map(({ at, budgetRemaining, errorRatio, total, bad }) => ({
        at: new Date(at).toISOString(),
        budgetRemaining: budgetRemaining ?? undefined,
        errorRatio: errorRatio ?? undefined,
        total,
        bad,
      })),
    };
  }

  /** One window back, or since something is measured where that is less. */
  async #defaultStart(
    seriesIds: number[],
    until: number,
    windowMs: number,
  ): Promise<number> {
    const measuredSince = await this.#measurements.measuredSince(seriesIds);
    return Math.min(
      Math.max(measuredSince ?? 0, until - windowMs),
      until - SHORTEST_RANGE_MS,
    );
  }

  async #find(entity: Entity, sloId: string): Promise<StoredSlo> {
    const slos = await this.#store.list(stringifyEntityRef(entity));
    const slo = slos.find(({ spec }) => spec.id === sloId);
    if (!slo) {
      throw new NotFoundError(
        `There is no SLO '${sloId}' of '${stringifyEntityRef(entity)}'`,
      );
    }
    return slo;
  }
}

type Steps = { from: number; to: number; stepMs: number };

/** Equal steps over at least the range, at most as many as asked for. */
function stepsOf(since: number, until: number, points: number): Steps {
  const shortest = (until - since) / points;
  const unit = shortest > HOUR_MS / 2 ? HOUR_MS : MINUTE_MS;
  // Rounding both ends outwards may take one more step than the range itself.
  let stepMs = Math.ceil(shortest / unit) * unit;
  const to = Math.ceil(until / unit) * unit;
  while (Math.ceil((to - since) / stepMs) > points) {
    stepMs += unit;
  }
  const steps = Math.ceil((to - since) / stepMs);
  return { from: to - steps * stepMs, to, stepMs };
}

/** Where windows and steps of the points begin and end. */
function edgesOf(options: Steps & { windowMs: number }): number[] {
  const { from, to, stepMs, windowMs } = options;
  const edges: number[] = [];
  for (let at = from; at <= to; at += stepMs) {
    edges.push(at, at - windowMs);
  }
  return edges;
}
