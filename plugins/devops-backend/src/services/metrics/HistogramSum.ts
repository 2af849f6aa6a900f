import type { SerializedLogHistogram } from '@backstage-devops/plugin-devops-dora';

/**
 * Adds up stored histograms in place: a cell of the fleet has thousands, and
 * each merge of two would make a third.
 */
export class HistogramSum {
  #zero = 0;
  readonly #buckets = new Map<number, number>();

  add({ zero, buckets }: SerializedLogHistogram): void {
    this.#zero += zero;
    for (const [bucket, count] of buckets) {
      this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
    }
  }

  /** Equal sums give equal JSON, whatever the order of the parts. */
  toJSON(): SerializedLogHistogram {
    return {
      zero: this.#zero,
      buckets: [...this.#buckets].sort(([a], [b]) => a - b),
    };
  }
}
