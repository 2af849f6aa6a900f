import {
  alertWindowsOf,
  CountIndex,
  evaluateSlo,
  windowRange,
  type SloStatus,
} from '@backstage-devops/plugin-devops-slo';
import type {
  MeasurementSeries,
  MeasurementStore,
} from '../database/measurements/MeasurementStore';
import { MINUTE_MS } from '../database/measurements/rollup';
import type { StoredSlo } from '../database/slos/SloStore';
import {
  countRollups,
  needsLatencies,
  probeIndicator,
  seriesOfIndicator,
} from './countRollups';
import type { Measurability } from './Measurability';

/** An objective with where it stands. */
export type EvaluatedSlo = StoredSlo & {
  status: SloStatus;
  /** Why nothing measures it; undefined when something does. */
  unmeasuredBecause?: string;
  /** Age of the newest result from which it is stale, milliseconds. */
  staleAfter: number;
  /** Since when counts are kept, where the window began before that. */
  keptSince?: number;
};

/** Missed rounds from which results are stale. */
const STALE_ROUNDS = 4;
const SHORTEST_STALE_MS = 2 * MINUTE_MS;

/** Computes where objectives stand, from stored counts alone. */
export class SloEvaluator {
  readonly #measurements: MeasurementStore;
  readonly #measurability: Measurability;
  readonly #retentionMs: number;

  constructor(options: {
    measurements: MeasurementStore;
    measurability: Measurability;
    retentionMs: number;
  }) {
    this.#measurements = options.measurements;
    this.#measurability = options.measurability;
    this.#retentionMs = options.retentionMs;
  }

  /** The objectives of one entity at one moment. */
  async evaluate(
    entityRef: string,
    slos: StoredSlo[],
    now: number,
  ): Promise<EvaluatedSlo[]> {
    const series = slos.some(({ spec }) => probeIndicator(spec))
      ? await this.#measurements.seriesOf(entityRef)
      : [];
    return Promise.all(
      slos.map(slo => this.#evaluateOne(entityRef, slo, series, now)),
    );
  }

  async #evaluateOne(
    entityRef: string,
    slo: StoredSlo,
    allSeries: MeasurementSeries[],
    now: number,
  ): Promise<EvaluatedSlo> {
    const { spec } = slo;
    const { intervalMs, unmeasuredBecause } = await this.#measurability.of(
      entityRef,
      spec,
    );
    const indicator = probeIndicator(spec);
    const series = indicator ? seriesOfIndicator(indicator, allSeries) : [];
    const windows = alertWindowsOf(spec, { resolutionMs: intervalMs });
    const lengths = windows.flatMap(({ longMs, shortMs }) => [longMs, shortMs]);
    const { from } = windowRange(spec.window, now);
    const starts = [from, ...lengths.map(length => now - length)];
    const rollups = await this.#measurements.readRollups({
      seriesIds: series.map(({ id }) => id),
      latencies: indicator !== undefined && needsLatencies(indicator),
      from: Math.min(...starts),
      to: now,
      edges: starts,
    });
    const staleAfter = Math.max(STALE_ROUNDS * intervalMs, SHORTEST_STALE_MS);
    const index = new CountIndex(countRollups(spec, series, rollups));

    const status = evaluateSlo({
      spec,
      now,
      measurements: { counts: range => index.counts(range) },
      resolutionMs: intervalMs,
      freshness: {
        newestAt:
          series.length > 0
            ? Math.max(...series.map(({ newestAt }) => newestAt))
            : null,
        staleAfterMs: staleAfter,
        measurable: unmeasuredBecause === undefined,
      },
    });
    const keptSince = now - this.#retentionMs;
    return {
      ...slo,
      status,
      unmeasuredBecause,
      staleAfter,
      ...(indicator && from < keptSince ? { keptSince } : {}),
    };
  }
}
