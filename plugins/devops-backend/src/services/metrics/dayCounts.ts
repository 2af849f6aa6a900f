import {
  LogHistogram,
  type SerializedLogHistogram,
} from '@backstage-devops/plugin-devops-dora';
import { COUNTS, HISTOGRAMS, type Measures } from '../../database/derivedRows';

type Count = (typeof COUNTS)[number];
type Histogram = (typeof HISTOGRAMS)[number];

/** Counts and durations of one day, while they are collected or summed. */
export class DayCounts {
  readonly #counts = new Map<Count, number>();
  readonly #histograms = new Map<Histogram, LogHistogram>();

  count(name: Count, times = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + times);
  }

  /** Notes a duration; a negative one is an error of a clock. */
  measure(name: Histogram, duration: number): void {
    if (duration >= 0) {
      const histogram = this.#histograms.get(name) ?? new LogHistogram();
      histogram.add(duration);
      this.#histograms.set(name, histogram);
    }
  }

  /** Adds a histogram that is stored of another day or entity. */
  merge(name: Histogram, serialized: string | null): void {
    if (serialized !== null) {
      const other = readHistogram(serialized);
      const known = this.#histograms.get(name);
      this.#histograms.set(name, known ? known.merge(other) : other);
    }
  }

  toRow(): Measures {
    return Object.fromEntries([
      ...COUNTS.map(name => [name, this.#counts.get(name) ?? 0]),
      ...HISTOGRAMS.map(name => {
        const histogram = this.#histograms.get(name);
        return [name, histogram ? JSON.stringify(histogram) : null];
      }),
    ]);
  }
}

function readHistogram(serialized: string): LogHistogram {
  return LogHistogram.fromJSON(
    JSON.parse(serialized) as SerializedLogHistogram,
  );
}
