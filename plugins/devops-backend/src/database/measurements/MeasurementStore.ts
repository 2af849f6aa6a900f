import type { MeasurementRecord } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import {
  deleteExpiredResults,
  deleteExpiredRollups,
} from './deleteExpiredMeasurements';
import { insertMeasurements } from './insertMeasurements';
import { readRollups } from './readRollups';
import { MINUTE_MS, type Rollup } from './rollup';

/** What is measured, and when it was measured last. */
export type MeasurementSeries = {
  id: number;
  environment: string;
  check: string;
  /** Start of the newest check, epoch milliseconds. */
  newestAt: number;
};

/** Results of checks and their counts. */
export interface MeasurementStore {
  /** Adds results; those that are there already change nothing. */
  add(sourceId: string, records: MeasurementRecord[]): Promise<void>;

  /** Everything that was ever measured of an entity. */
  seriesOf(entityRef: string): Promise<MeasurementSeries[]>;

  /** Start of the oldest counts, epoch milliseconds; undefined without any. */
  measuredSince(seriesIds: number[]): Promise<number | undefined>;

  /**
   * Counts in stretches that do not overlap, fine enough that every window
   * between two of the edges is right to the minute. Histograms are left empty
   * unless latencies are asked for.
   */
  readRollups(options: {
    seriesIds: number[];
    from: number;
    to: number;
    edges: number[];
    latencies: boolean;
  }): Promise<Rollup[]>;

  deleteExpired(options: {
    /** Single results of a source that began before a time, epoch milliseconds. */
    results: Array<{ sourceId: string; before: number }>;
    rollupsBefore: number;
    signal?: AbortSignal;
  }): Promise<{ results: number; rollups: number }>;
}

export class DatabaseMeasurementStore implements MeasurementStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(sourceId: string, records: MeasurementRecord[]): Promise<void> {
    if (records.length > 0) {
      await insertMeasurements(this.#knex, sourceId, records);
    }
  }

  async seriesOf(entityRef: string): Promise<MeasurementSeries[]> {
    const rows = await this.#knex('measurement_series')
      .where('entity_ref', entityRef)
      .whereNotNull('newest_at')
      .select('id', 'environment', 'check', 'newest_at');
    return rows.map(row => ({
      id: row.id,
      environment: row.environment,
      check: row.check,
      newestAt: Number(row.newest_at),
    }));
  }

  async measuredSince(seriesIds: number[]): Promise<number | undefined> {
    const [{ oldest }] = await this.#knex('measurement_rollups')
      .whereIn('series_id', seriesIds)
      .where('length_ms', MINUTE_MS)
      .min({ oldest: 'start' });
    return oldest === null ? undefined : Number(oldest);
  }

  readRollups(options: {
    seriesIds: number[];
    from: number;
    to: number;
    edges: number[];
    latencies: boolean;
  }): Promise<Rollup[]> {
    return readRollups(this.#knex, options);
  }

  async deleteExpired(options: {
    results: Array<{ sourceId: string; before: number }>;
    rollupsBefore: number;
    signal?: AbortSignal;
  }): Promise<{ results: number; rollups: number }> {
    const { signal } = options;
    let results = 0;
    for (const source of options.results) {
      results += await deleteExpiredResults(this.#knex, { ...source, signal });
    }
    const rollups = await deleteExpiredRollups(this.#knex, {
      before: options.rollupsBefore,
      signal,
    });
    return { results, rollups };
  }
}
