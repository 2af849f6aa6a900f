import { ForwardedError } from '@backstage/errors';
import type {
  MeasurementRecord,
  MeasurementSource,
} from '@backstage-devops/plugin-devops-node';
import type { MeasurementStore } from '../database/measurements/MeasurementStore';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import { describeError } from '../services/describeError';
import { targetsOf, type FollowedEntities } from '../slo/FollowedEntities';
import type { SloTracker } from '../slo/SloTracker';

/** Lets a source measure all environments, and keeps what it finds. */
export class Measurer {
  readonly #database: DevopsDatabase;
  readonly #measurements: MeasurementStore;
  readonly #followed: FollowedEntities;
  readonly #tracker: SloTracker;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    measurements: MeasurementStore;
    followed: FollowedEntities;
    tracker: SloTracker;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#measurements = options.measurements;
    this.#followed = options.followed;
    this.#tracker = options.tracker;
    this.#now = options.now;
  }

  /** One round: every environment once. */
  async measure(source: MeasurementSource, signal: AbortSignal): Promise<void> {
    const health = { sourceId: source.id, scope: '' };
    const startedAt = this.#now();
    try {
      const touched = await this.#measure(source, signal);
      await this.#tracker.refresh(touched);
    } catch (error) {
      const now = this.#now();
      await this.#database.recordSweepFailure(health, {
        message: describeError(error),
        now,
        retryAt: now + source.intervalMs,
      });
      throw new ForwardedError(`${source.title} could not measure`, error);
    }
    if (!signal.aborted) {
      await this.#database.recordSweep(health, {
        cursor: startedAt,
        completeUntil: startedAt,
        now: this.#now(),
      });
    }
  }

  /** The entities that have new results. */
  async #measure(
    source: MeasurementSource,
    signal: AbortSignal,
  ): Promise<Set<string>> {
    const touched = new Set<string>();
    await source.measure({
      targets: (await this.#followed.list()).flatMap(targetsOf),
      signal,
      emit: async records => {
        // Older results may have been counted and deleted already.
        const oldest = this.#now() - source.retentionMs;
        const kept = await this.#ofTheLiving(
          records.filter(({ at }) => at >= oldest),
        );
        await this.#measurements.add(source.id, kept);
        kept.forEach(({ entityRef }) => touched.add(entityRef));
      },
    });
    return touched;
  }

  /**
   * An environment counts from its first sign of life: a deployment that
   * succeeded, or a check that did. Before that its checks fail because there
   * is nothing yet, which must not spend the budget of what comes.
   */
  async #ofTheLiving(
    records: MeasurementRecord[],
  ): Promise<MeasurementRecord[]> {
    const alive = await Promise.all(
      records.map(record => this.#lives(record, records)),
    );
    return records.filter((_, i) => alive[i]);
  }

  async #lives(
    record: MeasurementRecord,
    batch: MeasurementRecord[],
  ): Promise<boolean> {
    const { entityRef, environment, at } = record;
    const answered = batch.some(
      other =>
        other.ok &&
        other.at <= at &&
        other.entityRef === entityRef &&
        other.environment === environment,
    );
    if (answered) {
      return true;
    }
    const entity = await this.#followed.find(entityRef);
    if (entity?.deployed.has(environment)) {
      return true;
    }
    const series = await this.#measurements.seriesOf(entityRef);
    return series.some(known => known.environment === environment);
  }
}
