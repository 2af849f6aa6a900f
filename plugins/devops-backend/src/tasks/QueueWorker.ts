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
/**
 * A provider that is down says nothing about the work: it waits for about a
 * day, at five minutes between two attempts.
 */
const MAX_ATTEMPTS_WHILE_DOWN = 300;
/** Processes end for many reasons; work that was lost more often is one. */
const MOST_LOSSES = 20;

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
    const [row] = await this.#database.work.claim({
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
    return this.#database.work.nextDueAt(this.#sourceIds());
  }

  async #handle(row: WorkRow, stopping: AbortSignal): Promise<void> {
    const claim = this.#keepClaim(row);
    const signal = AbortSignal.any([stopping, claim.lost]);
    try {
      if (row.lost_claims > MOST_LOSSES) {
        throw new Error(`The process ended ${row.lost_claims} times meanwhile`);
      }
      await this.#dispatch(row, signal);
      await this.#database.work.finish(row, this.#now());
    } catch (error) {
      if (stopping.aborted) {
        // Not the work's fault: it is free for the next start at once.
        await this.#database.work.release(row);
      } else {
        await this.#fail(row, error);
      }
    } finally {
      claim.end();
    }
  }

  /**
   * Renews the lease as long as the work goes on. `lost` is aborted when
   * another worker may have the work: it was taken over, or the database could
   * not be asked until the lease was over.
   */
  #keepClaim(row: WorkRow) {
    const lost = new AbortController();
    let leasedUntil = Number(row.leased_until);
    const renew = async () => {
      const until = this.#now() + LEASE_MS;
      if (await this.#database.work.extendLease(row, until)) {
        leasedUntil = until;
      } else {
        lost.abort();
      }
    };
    const heartbeat = setInterval(() => {
      if (this.#now() >= leasedUntil) {
        lost.abort();
      }
      renew().catch(() => undefined); // the lease goes on until its end
    }, LEASE_MS / 6);
    return { lost: lost.signal, end: () => clearInterval(heartbeat) };
  }

  async #fail(row: WorkRow, error: unknown): Promise<void> {
    const attempts = row.attempts + 1;
    const isDown = (error as Error).name === 'ServiceUnavailableError';
    const park =
      attempts >= (isDown ? MAX_ATTEMPTS_WHILE_DOWN : MAX_ATTEMPTS) ||
      row.lost_claims > MOST_LOSSES;
    this.#logger.warn(
      `${row.kind} of source '${row.source_id}' failed and is ${park ? 'set aside' : 'tried again'}: ${describeError(error)}`,
      { source: row.source_id, attempt: attempts },
    );
    await this.#database.work.fail(row, {
      error: describeError(error),
      park,
      dueAt: this.#now() + backOffMs(attempts),
    });
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
