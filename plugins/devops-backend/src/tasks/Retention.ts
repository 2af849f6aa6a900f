import { setImmediate, setTimeout } from 'node:timers/promises';
import type { RetentionConfig } from '../config';
import type { PurgedTable } from '../database/operations/retention/purgeRecords';
import type { RetentionStore } from '../database/RetentionStore';
import type { ScopeRef } from '../database/rows';

/** Rows that one statement deletes at most, so that nothing waits long for it. */
const BATCH = 1_000;
const PAUSE_MS = 50;
/** How long the jobs of runs that did not fail are of interest. */
const JOBS_OF_PASSED_RUNS_MS = 14 * 24 * 60 * 60_000;

/** Deletes what is older than configured, scope by scope and with pauses. */
export class Retention {
  readonly #store: RetentionStore;
  readonly #config: RetentionConfig;
  readonly #pauseMs: number;
  readonly #now: () => number;

  constructor(options: {
    store: RetentionStore;
    config: RetentionConfig;
    pauseMs?: number;
    now?: () => number;
  }) {
    this.#store = options.store;
    this.#config = options.config;
    this.#pauseMs = options.pauseMs ?? PAUSE_MS;
    this.#now = options.now ?? Date.now;
  }

  async purge(signal: AbortSignal): Promise<void> {
    await this.#purgeRuns(signal);
    const { deploymentsMs, changesMs, incidentsMs, alertsMs } = this.#config;
    await this.#purgeTable('deployment', deploymentsMs, signal);
    await this.#purgeTable('change', changesMs, signal);
    await this.#purgeTable('revision_range', changesMs, signal);
    await this.#purgeTable('incident', incidentsMs, signal);
    await this.#purgeTable('alert', alertsMs, signal);
    const { gatesMs } = this.#config;
    if (gatesMs !== undefined) {
      await this.#whileRowsAreLeft(signal, () =>
        this.#store.purgeGates({
          before: this.#now() - gatesMs,
          limit: BATCH,
        }),
      );
    }
  }

  async #purgeRuns(signal: AbortSignal): Promise<void> {
    const { runsMs, jobsMs } = this.#config;
    const now = this.#now();
    for await (const scope of this.#scopesOf('pipeline_run', signal)) {
      await this.#whileRowsAreLeft(signal, () =>
        this.#store.purgeJobs(scope, {
          before: now - Math.min(jobsMs, JOBS_OF_PASSED_RUNS_MS),
          ofFailedBefore: now - jobsMs,
          limit: BATCH,
        }),
      );
      // Jobs do not outlive their run.
      await this.#whileRowsAreLeft(signal, () =>
        this.#store.purgeJobs(scope, {
          before: now - runsMs,
          ofFailedBefore: now - runsMs,
          limit: BATCH,
        }),
      );
      await this.#whileRowsAreLeft(signal, () =>
        this.#store.purgeRuns(scope, { before: now - runsMs, limit: BATCH }),
      );
    }
  }

  async #purgeTable(
    table: PurgedTable,
    keptMs: number | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (keptMs === undefined) {
      return;
    }
    const before = this.#now() - keptMs;
    for await (const scope of this.#scopesOf(table, signal)) {
      await this.#whileRowsAreLeft(signal, () =>
        this.#store.purgeRecords(table, scope, { before, limit: BATCH }),
      );
    }
  }

  async *#scopesOf(
    table: PurgedTable | 'pipeline_run',
    signal: AbortSignal,
  ): AsyncGenerator<ScopeRef> {
    let scope = await this.#store.nextScope(table, undefined);
    while (scope) {
      yield scope;
      // SQLite answers at once: others get their turn in between.
      await setImmediate(undefined, { signal });
      scope = await this.#store.nextScope(table, scope);
    }
  }

  async #whileRowsAreLeft(
    signal: AbortSignal,
    purgeSome: () => Promise<number>,
  ): Promise<void> {
    while ((await purgeSome()) > 0) {
      await setTimeout(this.#pauseMs, undefined, { signal });
    }
  }
}
