import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { WorkRow } from '../database/rows';
import { backOffMs } from '../services/backOff';
import { describeError } from '../services/describeError';
import type { WorkPayloads } from '../services/work';
import type { SourceRegistry } from '../sources/SourceRegistry';

const LEASE_MS = 30_000;
const MAX_ATTEMPTS = 8;

/** Does one kind of work; must be safe to be done twice. */
export type WorkHandlers = {
  [Kind in keyof WorkPayloads]: (
    sourceId: string,
    payload: WorkPayloads[Kind],
    signal: AbortSignal,
  ) => Promise<void>;
};

/**
 * Does what waits in the work queue. A claim is kept alive while its work goes
 * on, so that work of a process that died is soon free again, however long
 * such work may take.
 */
export class QueueWorker {
  readonly #database: DevopsDatabase;
  readonly #sources: SourceRegistry;
  readonly #handlers: WorkHandlers;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    sources: SourceRegistry;
    handlers: WorkHandlers;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#sources = options.sources;
    this.#handlers = options.handlers;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Does one piece of work; returns 0 when there was none. */
  async step(signal: AbortSignal): Promise<number> {
    const [row] = await this.#database.claimWork({
      sourceIds: this.#sourceIds(),
      claim: randomUUID(),
      now: this.#now(),
      leaseMs: LEASE_MS,
      limit: 1,
    });
    if (!row) {
      return 0;
    }
    await this.#handle(row, signal);
    return 1;
  }

  nextDueAt(): Promise<number | undefined> {
    return this.#database.nextDueAt('work_queue', this.#sourceIds());
  }

  async #handle(row: WorkRow, stopping: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping, lost.signal]);
    const heartbeat = setInterval(() => {
      this.#database
        .extendLease(row, this.#now() + LEASE_MS)
        .then(kept => kept || lost.abort())
        .catch(() => undefined); // the lease ends by itself
    }, LEASE_MS / 3);
    try {
      await this.#dispatch(row, signal);
      await this.#database.finishWork(row, this.#now());
    } catch (error) {
      if (stopping.aborted) {
        // Not the work's fault: it is free for the next start at once.
        await this.#database.failWork(row, {
          error: 'Interrupted by a shutdown',
          park: false,
          dueAt: this.#now(),
        });
        return;
      }
      const park = row.attempts >= MAX_ATTEMPTS;
      this.#logger.warn(
        `${row.kind} of source '${row.source_id}' failed and is ${park ? 'set aside' : 'tried again'}: ${describeError(error)}`,
        { source: row.source_id, attempt: row.attempts },
      );
      await this.#database.failWork(row, {
        error: describeError(error),
        park,
        dueAt: this.#now() + backOffMs(row.attempts),
      });
    } finally {
      clearInterval(heartbeat);
    }
  }

  #dispatch(row: WorkRow, signal: AbortSignal): Promise<void> {
    const handler = this.#handlers[row.kind as keyof WorkPayloads] as
      | ((
          sourceId: string,
          payload: unknown,
          signal: AbortSignal,
        ) => Promise<void>)
      | undefined;
    if (!handler) {
      throw new Error(`Nothing here does work of the kind '${row.kind}'`);
    }
    return handler(row.source_id, JSON.parse(row.payload), signal);
  }

  #sourceIds(): string[] {
    return this.#sources.deliverySources().map(source => source.id);
  }
}
