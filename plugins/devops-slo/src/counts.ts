import { InputError } from '@backstage/errors';

/**
 * Events that were counted over a stretch of time. A bucket with `total: 0`
 * says that there was no traffic; no bucket at all says that nobody looked.
 *
 * @public
 */
export interface CountBucket {
  /** Start in milliseconds since the epoch; decides which window the bucket is in. */
  start: number;
  durationMs: number;
  good: number;
  total: number;
}

/**
 * A stretch of time `[from, to)` in milliseconds since the epoch.
 *
 * @public
 */
export interface TimeRange {
  from: number;
  to: number;
}

/**
 * The events of a window.
 *
 * @public
 */
export interface WindowCounts {
  good: number;
  total: number;
  /** Number of results (buckets) that the counts come from; 0 means that nobody looked. */
  results: number;
  /** How much of the window has results, in milliseconds. */
  measuredMs: number;
}

/**
 * Answers "how many events in this window" for many windows over the same
 * buckets: sorted once, with running sums, then two binary searches a window.
 * Buckets may come in any order and may overlap, as those of several places
 * that measure do: events add up, measured time does not.
 *
 * @public
 */
export class CountIndex {
  readonly #starts: number[] = [];
  readonly #good: number[] = [0];
  readonly #total: number[] = [0];
  readonly #measuredUntil: number[] = [];
  readonly #measured: number[] = [0];

  /**
   * @throws InputError if a bucket has counts or times that cannot be.
   */
  constructor(buckets: readonly CountBucket[]) {
    for (const bucket of buckets) {
      assertBucket(bucket);
    }
    const sorted = [...buckets].sort((a, b) => a.start - b.start);

    let measuredUntil = -Infinity;
    sorted.forEach((bucket, i) => {
      const end = bucket.start + bucket.durationMs;
      const added = Math.max(0, end - Math.max(bucket.start, measuredUntil));
      measuredUntil = Math.max(measuredUntil, end);
      this.#starts.push(bucket.start);
      this.#measuredUntil.push(measuredUntil);
      this.#good.push(this.#good[i] + bucket.good);
      this.#total.push(this.#total[i] + bucket.total);
      this.#measured.push(this.#measured[i] + added);
    });
  }

  /** End of the newest bucket, or null without buckets. */
  get newestAt(): number | null {
    return this.#measuredUntil[this.#measuredUntil.length - 1] ?? null;
  }

  /** The events of the buckets that start within `[from, to)`. */
  counts(range: TimeRange): WindowCounts {
    const first = this.#position(range.from);
    const end = Math.max(first, this.#position(range.to));
    return {
      good: this.#good[end] - this.#good[first],
      total: this.#total[end] - this.#total[first],
      results: end - first,
      measuredMs: this.#measured[end] - this.#measured[first],
    };
  }

  /** Number of buckets that start before the given time. */
  #position(time: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#starts[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

function assertBucket(bucket: CountBucket): void {
  const { start, durationMs, good, total } = bucket;
  const possible =
    Number.isFinite(start) &&
    Number.isFinite(durationMs) &&
    Number.isFinite(total) &&
    durationMs > 0 &&
    good >= 0 &&
    good <= total;
  if (!possible) {
    throw new InputError(
      `A bucket needs finite times, a positive duration and 0 <= good <= total, got ${JSON.stringify(
        { start, durationMs, good, total },
      )}`,
    );
  }
}
