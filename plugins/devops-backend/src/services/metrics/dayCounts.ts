import {
  LogHistogram,
  type SerializedLogHistogram,
} from '@backstage-devops/plugin-devops-dora';
import { COUNTS, HISTOGRAMS, type Measures } from '../../database/derivedRows';
import { HistogramSum } from './HistogramSum';

type Count = (typeof COUNTS)[number];
type Histogram = (typeof HISTOGRAMS)[number];

/** Counts and durations of one day, while they are collected or summed. */
export class DayCounts {
  readonly #counts = new Map<Count, number>();
  readonly #measured = new Map<Histogram, LogHistogram>();
  readonly #merged = new Map<Histogram, HistogramSum>();

  count(name: Count, times = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + times);
  }

  /** Notes a duration; a negative one is an error of a clock. */
  measure(name: Histogram, duration: number): void {
    if (duration >= 0) {
      const histogram = this.#measured.get(name) ?? new LogHistogram();
      histogram.add(duration);
      this.#measured.set(name, histogram);
    }
  }

  /** Adds a histogram that is stored of another day or entity. */
  merge(name: Histogram, serialized: string | null): void {
    if (serialized !== null) {
      const sum = this.#merged.get(name) ?? new HistogramSum();
      sum.add(JSON.parse(serialized) as SerializedLogHistogram);
      this.#merged.set(name, sum);
    }
  }

  toRow(): Measures {
    return Object.fromEntries([
      ...COUNTS.map(name => [name, this.#counts.get(name) ?? 0]),
      ...HISTOGRAMS.map(name => [name, this.#histogram(name)]),
    ]);
  }

  #histogram(name: Histogram): string | null {
    const parts = [this.#measured.get(name), this.#merged.get(name)].filter(
      part => part !== undefined,
    );
    if (parts.length === 0) {
      return null;
    }
    const sum = new HistogramSum();
    parts.forEach(part => sum.add(part.toJSON()));
    return JSON.stringify(sum);
  }
}
