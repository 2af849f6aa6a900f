import { setImmediate } from 'node:timers/promises';
import type { FiguresStore } from '../database/FiguresStore';

const BATCH = 50;

/** Sums the roll-ups of owners, systems, domains and the fleet. */
export class ScopeDayWorker {
  readonly #store: FiguresStore;
  readonly #now: () => number;

  constructor(options: { store: FiguresStore; now: () => number }) {
    this.#store = options.store;
    this.#now = options.now;
  }

  /** Sums some cells that are marked and returns how many there were. */
  async step(signal: AbortSignal): Promise<number> {
    const now = this.#now();
    let done = 0;
    while (done < BATCH && !signal.aborted) {
      const summed = await this.#store.sumScopeDays(now);
      if (summed === 0) {
        break;
      }
      done += summed;
      await setImmediate();
    }
    return done;
  }

  nextDueAt(): Promise<number | undefined> {
    return this.#store.nextScopeDayAt();
  }
}
