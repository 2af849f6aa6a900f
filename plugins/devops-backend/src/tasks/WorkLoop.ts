import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { describeError } from '../services/describeError';

const POLL_MS = 2_000;

/**
 * Repeats a step as long as it finds something to do, and then waits until it
 * is woken, the next row is due, or another replica may have left something.
 */
export class WorkLoop {
  readonly #step: (signal: AbortSignal) => Promise<number>;
  readonly #nextDueAt: () => Promise<number | undefined>;
  readonly #logger: LoggerService;
  readonly #lanes: number;
  readonly #batch: number;
  readonly #gatherMs: number;
  readonly #rest: number;
  readonly #stopping = new AbortController();
  readonly #sleepers = new Set<() => void>();
  /** Counts the calls of `wake`, so that none is missed between step and sleep. */
  #wakes = 0;
  #running: Promise<void>[] = [];

  constructor(options: {
    /** Does some work and returns how much there was. */
    step: (signal: AbortSignal) => Promise<number>;
    nextDueAt: () => Promise<number | undefined>;
    logger: LoggerService;
    /** How many steps may run at the same time. */
    lanes: number;
    /** How much a step does at most. Default 1. */
    batch?: number;
    /** How long to wait for more after a step that was not full. Default 0. */
    gatherMs?: number;
    /**
     * How long to rest after a step, in times of what it took: what may wait
     * leaves room for those who look at pages. Default 0.
     */
    rest?: number;
  }) {
    this.#step = options.step;
    this.#nextDueAt = options.nextDueAt;
    this.#logger = options.logger;
    this.#lanes = options.lanes;
    this.#batch = options.batch ?? 1;
    this.#gatherMs = options.gatherMs ?? 0;
    this.#rest = options.rest ?? 0;
  }

  start(): void {
    this.#running = Array.from({ length: this.#lanes }, () => this.#run());
  }

  /** Says that there is something to do. One lane looks, and calls the next. */
  wake(): void {
    this.#wakes += 1;
    const [wakeUp] = this.#sleepers;
    wakeUp?.();
  }

  /** Aborts what is under way and waits until it has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#sleepers.forEach(wakeUp => wakeUp());
    await Promise.all(this.#running);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const wakes = this.#wakes;
      const begun = performance.now();
      let done = 0;
      let delay = POLL_MS;
      try {
        done = await this.#step(signal);
        if (done === 0) {
          const dueAt = await this.#nextDueAt();
          delay = Math.min(POLL_MS, (dueAt ?? Infinity) - Date.now());
        }
      } catch (error) {
        if (!signal.aborted) {
          this.#logger.error(`Work was interrupted: ${describeError(error)}`);
        }
      }
      if (done > 0) {
        const isFull = done >= this.#batch;
        if (isFull) {
          this.wake(); // where so much was, another lane finds something as well
        }
        const restMs = this.#rest * (performance.now() - begun);
        await this.#pause(Math.max(restMs, isFull ? 0 : this.#gatherMs));
      } else if (wakes === this.#wakes && !signal.aborted) {
        await this.#sleep(Math.max(delay, 10));
      }
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds > 0) {
      const { signal } = this.#stopping;
      await pause(milliseconds, undefined, { signal }).catch(() => {});
    }
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      let timer: NodeJS.Timeout | undefined = undefined;
      const wakeUp = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wakeUp);
        resolve();
      };
      timer = setTimeout(wakeUp, milliseconds);
      this.#sleepers.add(wakeUp);
    });
  }
}
