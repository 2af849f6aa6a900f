import { InputError } from '@backstage/errors';

/** No quantile is further than this from the true one, relatively. */
const ACCURACY = 0.02;
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);
/** Smaller values count as zero. */
const SMALLEST = 1e-6;

/**
 * A histogram as JSON: how many values are zero, and how many are in each
 * bucket, by the number of the bucket.
 *
 * @public
 */
export interface SerializedLogHistogram {
  zero: number;
  buckets: Array<[bucket: number, count: number]>;
}

/**
 * A histogram with buckets that grow by a constant factor. Histograms of parts
 * can be merged into that of the whole, in any order and grouping, and
 * quantiles are within 2 % of those of the values.
 *
 * It holds numbers from zero on, such as durations; those below a millionth
 * count as zero.
 *
 * @public
 */
export class LogHistogram {
  #zero = 0;
  readonly #buckets = new Map<number, number>();

  /**
   * Reads what {@link LogHistogram.toJSON} wrote.
   *
   * @throws InputError when it is something else.
   */
  static fromJSON(serialized: SerializedLogHistogram): LogHistogram {
    const histogram = new LogHistogram();
    const counts = [serialized.zero, ...serialized.buckets.map(([, n]) => n)];
    const numbers = serialized.buckets.map(([bucket]) => bucket);
    if (
      !counts.every(count => Number.isSafeInteger(count) && count >= 0) ||
      !numbers.every(bucket => Number.isSafeInteger(bucket))
    ) {
      throw new InputError('A histogram has whole numbers only');
    }
    histogram.#zero = serialized.zero;
    for (const [bucket, count] of serialized.buckets) {
      histogram.#increase(bucket, count);
    }
    return histogram;
  }

  /** How many values it holds. */
  get count(): number {
    return [...this.#buckets.values()].reduce((a, b) => a + b, this.#zero);
  }

  /**
   * Adds a value, once or several times.
   *
   * @throws InputError when the value is negative or no number.
   */
  add(value: number, count: number = 1): void {
    if (!(value >= 0 && value < Infinity)) {
      throw new InputError('A histogram holds numbers from zero on');
    }
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new InputError('A value is added a whole number of times');
    }
    if (value < SMALLEST) {
      this.#zero += count;
    } else {
      this.#increase(Math.ceil(Math.log(value) / LOG_GAMMA), count);
    }
  }

  /** A new histogram of the values of both. */
  merge(other: LogHistogram): LogHistogram {
    const merged = LogHistogram.fromJSON(this.toJSON());
    merged.#zero += other.#zero;
    for (const [bucket, count] of other.#buckets) {
      merged.#increase(bucket, count);
    }
    return merged;
  }

  /**
   * The quantile, interpolated between neighbours like the exact one; null
   * without values.
   *
   * @param p - from 0 to 1.
   *
   * @throws InputError when `p` is outside.
   */
  quantile(p: number): number | null {
    if (!(p >= 0 && p <= 1)) {
      throw new InputError('A quantile is asked for by a number from 0 to 1');
    }
    const total = this.count;
    if (total === 0) {
      return null;
    }
    const position = (total - 1) * p;
    const low = this.#valueAt(Math.floor(position));
    const high = this.#valueAt(Math.ceil(position));
    return low + (high - low) * (position - Math.floor(position));
  }

  /** Equal histograms give equal JSON. */
  toJSON(): SerializedLogHistogram {
    return {
      zero: this.#zero,
      buckets: [...this.#buckets].sort(([a], [b]) => a - b),
    };
  }

  #increase(bucket: number, count: number): void {
    if (count > 0) {
      this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
    }
  }

  /** The value with so many before it. */
  #valueAt(rank: number): number {
    let before = this.#zero;
    if (rank < before) {
      return 0;
    }
    for (const [bucket, count] of this.toJSON().buckets) {
      before += count;
      if (rank < before) {
        return (2 * Math.pow(GAMMA, bucket)) / (GAMMA + 1);
      }
    }
    return 0;
  }
}
