import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { RunRow, SourceStateRow } from '../database/rows';
import { backOffMs } from '../services/backOff';
import { describeError } from '../services/describeError';
import type { Ingestion } from '../services/Ingestion';
import { GapDetector } from './GapDetector';

const LONGEST_BACK_OFF_MS = 30 * 60_000;
const LONGEST_RECHECK_MS = 60 * 60_000;
/** A run that is open for longer than this no longer holds the cursor back. */
const LONGEST_RUN_MS = 24 * 60 * 60_000;

/** Reads what changed in one scope of a source since the last time. */
export class ScopeSweeper {
  readonly #database: DevopsDatabase;
  readonly #ingestion: Ingestion;
  readonly #gaps: GapDetector;
  readonly #logger: LoggerService;
  readonly #overlapMs: number;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    ingestion: Ingestion;
    logger: LoggerService;
    overlapMs: number;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#ingestion = options.ingestion;
    this.#gaps = new GapDetector(options);
    this.#logger = options.logger;
    this.#overlapMs = options.overlapMs;
    this.#now = options.now;
  }

  /**
   * Sweeps a scope and notes how that went. It rejects only when it was
   * aborted; a failure is noted with the scope and delays its next sweep.
   */
  async sweep(
    source: DeliverySource,
    scope: string,
    signal: AbortSignal,
  ): Promise<void> {
    const state = await this.#stateOf(source, scope);
    const now = this.#now();
    if (state?.retry_at && Number(state.retry_at) > now) {
      return;
    }
    try {
      await this.#sweep(source, scope, state, signal);
    } catch (error) {
      if (signal.aborted) {
        throw new ForwardedError(
          `The sweep of '${scope}' at source '${source.id}' was aborted`,
          error,
        );
      }
      await this.#noteFailure(source, scope, state, error);
    }
  }

  /** Sweeps a scope that was not swept to the end lately. */
  async sweepUnlessDone(
    source: DeliverySource,
    scope: string,
    signal: AbortSignal,
  ): Promise<void> {
    const interval = source.pipelines?.sweepIntervalMs ?? 0;
    const state = await this.#stateOf(source, scope);
    const last = Number(state?.last_success_at ?? 0);
    if (source.pipelines && last < this.#now() - interval) {
      await this.sweep(source, scope, signal);
    }
  }

  async #sweep(
    source: DeliverySource,
    scope: string,
    state: SourceStateRow | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const startedAt = this.#now();
    const cursor = state?.cursor;
    await source.pipelines?.sweep({
      scope,
      since: cursor ? new Date(Number(cursor) - this.#overlapMs) : undefined,
      signal,
      emit: records => this.#ingestion.ingest(source, records),
    });
    await this.#readOpenRuns(source, scope, startedAt, signal);
    const { gap, countedUntil, readAgainFrom } = await this.#gaps.check(
      source,
      scope,
      { state, startedAt, signal },
    );
    signal.throwIfAborted();
    const next = await this.#nextCursor(source, scope, startedAt);
    await this.#database.recordSweep(
      { sourceId: source.id, scope },
      {
        cursor: Math.min(next, readAgainFrom ?? next),
        completeUntil: Math.min(startedAt, gap?.at ?? startedAt),
        now: this.#now(),
        countedUntil,
        gap,
      },
    );
  }

  /**
   * Lists of changes do not tell everything about runs that go on, so those
   * are read one by one.
   */
  async #readOpenRuns(
    source: DeliverySource,
    scope: string,
    startedAt: number,
    signal: AbortSignal,
  ): Promise<void> {
    const open = await this.#database.listOpenRuns({
      sourceId: source.id,
      scope,
    });
    for (const run of open.filter(row => isDue(row, startedAt))) {
      signal.throwIfAborted();
      const records = await source.pipelines?.readRun(
        { scope, key: run.record_key },
        { signal },
      );
      if (records?.length) {
        await this.#ingestion.ingest(source, records);
      } else {
        await this.#database.closeRun(run.id);
      }
      await this.#database.markRunChecked(run.id, this.#now());
    }
  }

  /**
   * The next sweep starts where this one started, or at the last known change
   * of the oldest run that still goes on, so that nothing of it can be missed.
   * A run that rests does not count: only somebody's action moves it, and that
   * makes it a change.
   */
  async #nextCursor(
    source: DeliverySource,
    scope: string,
    startedAt: number,
  ): Promise<number> {
    const open = await this.#database.listOpenRuns({
      sourceId: source.id,
      scope,
    });
    const changes = open
      .filter(run => !isResting(run, startedAt))
      .map(run => Number(run.changed_at));
    return Math.min(startedAt, ...changes);
  }

  async #noteFailure(
    source: DeliverySource,
    scope: string,
    state: SourceStateRow | undefined,
    error: unknown,
  ): Promise<void> {
    const message = describeError(error);
    const failures = (state?.failures ?? 0) + 1;
    this.#logger.warn(
      `The sweep of '${scope}' at source '${source.id}' failed: ${message}`,
      { source: source.id, failures },
    );
    const now = this.#now();
    await this.#database.recordSweepFailure(
      { sourceId: source.id, scope },
      {
        message,
        now,
        retryAt:
          now +
          backOffMs(failures, {
            firstMs: source.pipelines?.sweepIntervalMs,
            longestMs: LONGEST_BACK_OFF_MS,
          }),
      },
    );
  }

  #stateOf(source: DeliverySource, scope: string) {
    return this.#database.readSourceState({ sourceId: source.id, scope });
  }
}

/** Waits for a person, or is given up by everybody but its provider. */
function isResting(run: RunRow, now: number): boolean {
  return (
    run.status === 'waiting' || Number(run.changed_at) < now - LONGEST_RUN_MS
  );
}

/** Runs that go on are read at every sweep, resting ones the rarer the longer. */
function isDue(run: RunRow, now: number): boolean {
  if (!isResting(run, now) || run.checked_at === null) {
    return true;
  }
  const pause = Math.min(
    (now - Number(run.changed_at)) / 10,
    LONGEST_RECHECK_MS,
  );
  return Number(run.checked_at) <= now - pause;
}
