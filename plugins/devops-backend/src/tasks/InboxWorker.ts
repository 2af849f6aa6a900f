import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  DeliverySource,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { InboxRow } from '../database/rows';
import { isLarge, readJson } from '../inbox/readBody';
import type { DeliveryMetrics } from '../metrics/DeliveryMetrics';
import { backOffMs } from '../services/backOff';
import { describeError } from '../services/describeError';
import type { Ingestion } from '../services/Ingestion';
import { refreshRun } from '../services/work';
import type { SourceRegistry } from '../sources/SourceRegistry';

/** How many deliveries a worker takes at a time. */
export const INBOX_BATCH = 200;
/** Far longer than a batch takes, and short enough to wait for after a crash. */
const LEASE_MS = 15_000;
/** With less of the lease left nothing more is begun. */
const LEASE_RESERVE_MS = 5_000;
/** How long the payloads of a batch are read before others get their turn. */
const TURN_MS = 5;
/**
 * Processes end for many reasons, and each takes the claims of its workers
 * along. A delivery that was lost that often is applied on its own, so that
 * the next loss accuses nobody else; with more losses than the bound it is
 * taken for the reason.
 */
const SUSPECT_AFTER_LOSSES = 3;
const MOST_LOSSES = 20;

type Parsed = { row: InboxRow; result: WebhookResult };

/**
 * Applies webhooks from the inbox. What deliveries change and the mark that
 * they are applied are one transaction: a crash at any moment leaves each of
 * them either waiting or applied, never half.
 */
export class InboxWorker {
  readonly #database: DevopsDatabase;
  readonly #sources: SourceRegistry;
  readonly #ingestion: Ingestion;
  readonly #logger: LoggerService;
  readonly #metrics: DeliveryMetrics;
  readonly #maxAttempts: number;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    sources: SourceRegistry;
    ingestion: Ingestion;
    logger: LoggerService;
    metrics: DeliveryMetrics;
    maxAttempts: number;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#sources = options.sources;
    this.#ingestion = options.ingestion;
    this.#logger = options.logger;
    this.#metrics = options.metrics;
    this.#maxAttempts = options.maxAttempts;
    this.#now = options.now;
  }

  /** Applies some deliveries and returns how many there were. */
  async step(signal: AbortSignal): Promise<number> {
    const begun = this.#now();
    const rows = await this.#database.inbox.claim({
      sourceIds: this.#sourceIds(),
      claim: randomUUID(),
      now: begun,
      leaseMs: LEASE_MS,
      limit: INBOX_BATCH,
    });
    const left = new Set(rows);
    const mayGoOn = () =>
      !signal.aborted && this.#now() < begun + LEASE_MS - LEASE_RESERVE_MS;
    try {
      const { hopeless, together, alone, later } = sortOut(rows);
      await this.#database.inbox.release(later);
      later.forEach(row => left.delete(row));
      for (const row of hopeless) {
        await this.#fail(row, lostTooOften(row));
        left.delete(row);
      }
      await this.#applyTogether(together, left, mayGoOn);
      for (const row of alone) {
        if (mayGoOn()) {
          await this.#applyTogether([row], left, mayGoOn);
        }
      }
    } finally {
      await this.#database.inbox.release([...left]);
    }
    return rows.length;
  }

  nextDueAt(): Promise<number | undefined> {
    return this.#database.inbox.nextDueAt(this.#sourceIds());
  }

  /** Whatever is settled, applied or failed, is removed from `left`. */
  async #applyTogether(
    rows: InboxRow[],
    left: Set<InboxRow>,
    mayGoOn: () => boolean,
  ): Promise<void> {
    const bySource = new Map<string, Parsed[]>();
    for (const parsed of await this.#parse(rows, left)) {
      const id = parsed.row.source_id;
      bySource.set(id, [...(bySource.get(id) ?? []), parsed]);
    }
    for (const [sourceId, batch] of bySource) {
      const source = this.#sources.getDeliverySource(sourceId);
      const applied =
        batch.length > 1 &&
        (await this.#apply(source, batch).then(
          () => true,
          () => false, // one of them, which the others must not suffer for
        ));
      for (const item of applied ? [] : batch) {
        if (!mayGoOn()) {
          return;
        }
        await this.#apply(source, [item]).catch(error =>
          this.#fail(item.row, error),
        );
        left.delete(item.row);
      }
      if (applied) {
        batch.forEach(({ row }) => left.delete(row));
      }
    }
  }

  async #parse(rows: InboxRow[], left: Set<InboxRow>): Promise<Parsed[]> {
    const parsed: Parsed[] = [];
    let turn = performance.now();
    for (const row of rows) {
      try {
        parsed.push({ row, result: await this.#parseOne(row) });
      } catch (error) {
        await this.#fail(row, error);
        left.delete(row);
      }
      if (performance.now() - turn > TURN_MS) {
        await nextTurn();
        turn = performance.now();
      }
    }
    return parsed;
  }

  async #parseOne(row: InboxRow): Promise<WebhookResult> {
    const { id, webhooks } = this.#sources.getDeliverySource(row.source_id);
    if (!webhooks) {
      throw new Error(`Source '${id}' takes no webhooks any more`);
    }
    const body = await readJson(row, this.#database.inbox);
    return webhooks.parse({
      event: row.event,
      body,
      receivedAt: new Date(Number(row.received_at)),
    });
  }

  async #apply(source: DeliverySource, batch: Parsed[]): Promise<void> {
    const applied = await this.#database.transaction(async transaction => {
      const changed = await this.#ingestion.apply(
        transaction,
        source,
        batch.flatMap(({ result }) => result.records),
      );
      const now = this.#now();
      await transaction.work.enqueue(
        batch
          .flatMap(({ result }) => result.refresh ?? [])
          .map(run => refreshRun(source.id, run, now)),
      );
      if (!(await transaction.inbox.finish(batch.map(({ row }) => row)))) {
        throw new Error('Another worker has taken over the delivery');
      }
      return changed;
    });
    this.#metrics.applied(source.id, batch.length);
    await this.#database.recordEvent(
      source.id,
      Math.max(...batch.map(({ row }) => Number(row.received_at))),
    );
    await this.#ingestion.announce(source, applied);
  }

  async #fail(row: InboxRow, reason: unknown): Promise<void> {
    const error = nestedTooDeeply(reason) ?? reason;
    const attempts = row.attempts + 1;
    const park =
      (error as Error).name === 'InputError' || attempts >= this.#maxAttempts;
    this.#logger.warn(
      `A webhook of source '${row.source_id}' could not be applied and ${park ? 'is set aside' : 'is tried again'}: ${describeError(error)}`,
      { source: row.source_id, event: row.event, attempt: attempts },
    );
    this.#metrics.failed(row.source_id);
    await this.#database.inbox.fail(row, {
      error: describeError(error),
      park,
      dueAt: this.#now() + backOffMs(attempts),
    });
  }

  #sourceIds(): string[] {
    return this.#sources
      .deliverySources()
      .filter(source => source.webhooks)
      .map(source => source.id);
  }
}

/** At most one suspect is taken at a time; the others stay for later. */
function sortOut(rows: InboxRow[]) {
  const isSuspect = (row: InboxRow) => row.lost_claims >= SUSPECT_AFTER_LOSSES;
  const hopeful = rows.filter(row => row.lost_claims <= MOST_LOSSES);
  const suspects = hopeful.filter(isSuspect);
  const others = hopeful.filter(row => !isSuspect(row));
  return {
    hopeless: rows.filter(row => row.lost_claims > MOST_LOSSES),
    together: others.filter(row => !isLarge(row)),
    alone: [...others.filter(isLarge), ...suspects.slice(0, 1)],
    later: suspects.slice(1),
  };
}

function lostTooOften(row: InboxRow) {
  return new InputError(
    `The process ended ${row.lost_claims} times while it applied this delivery; look into its logs, and replay the delivery when the reason is found`,
  );
}

/** Recursion over the payload that ran out of stack would do so again. */
function nestedTooDeeply(error: unknown): InputError | undefined {
  return error instanceof RangeError && /call stack/.test(error.message)
    ? new InputError('The body is nested too deeply')
    : undefined;
}
