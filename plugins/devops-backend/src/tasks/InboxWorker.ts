import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, InputError } from '@backstage/errors';
import type {
  DeliverySource,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { InboxRow } from '../database/rows';
import { backOffMs } from '../services/backOff';
import { describeError } from '../services/describeError';
import type { Ingestion } from '../services/Ingestion';
import { refreshRun } from '../services/work';
import type { SourceRegistry } from '../sources/SourceRegistry';

const unzip = promisify(gunzip);

const LEASE_MS = 30_000;
const BATCH = 10;

/**
 * Applies webhooks from the inbox. What a delivery changes and the mark that
 * it is applied are one transaction: a crash at any moment leaves the delivery
 * either waiting or applied, never half.
 */
export class InboxWorker {
  readonly #database: DevopsDatabase;
  readonly #sources: SourceRegistry;
  readonly #ingestion: Ingestion;
  readonly #logger: LoggerService;
  readonly #maxAttempts: number;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    sources: SourceRegistry;
    ingestion: Ingestion;
    logger: LoggerService;
    maxAttempts: number;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#sources = options.sources;
    this.#ingestion = options.ingestion;
    this.#logger = options.logger;
    this.#maxAttempts = options.maxAttempts;
    this.#now = options.now;
  }

  /** Applies some deliveries and returns how many there were. */
  async step(signal: AbortSignal): Promise<number> {
    const rows = await this.#database.claimDeliveries({
      sourceIds: this.#sourceIds(),
      claim: randomUUID(),
      now: this.#now(),
      leaseMs: LEASE_MS,
      limit: BATCH,
    });
    for (const row of rows) {
      if (signal.aborted) {
        break; // the lease ends, and another worker or the next start goes on
      }
      await this.#handle(row);
    }
    return rows.length;
  }

  nextDueAt(): Promise<number | undefined> {
    return this.#database.nextDueAt('inbox', this.#sourceIds());
  }

  async #handle(row: InboxRow): Promise<void> {
    try {
      await this.#apply(row, this.#sources.getDeliverySource(row.source_id));
    } catch (error) {
      const park =
        (error as Error).name === 'InputError' ||
        row.attempts >= this.#maxAttempts;
      this.#logger.warn(
        `A webhook of source '${row.source_id}' could not be applied and ${park ? 'is set aside' : 'is tried again'}: ${describeError(error)}`,
        { source: row.source_id, event: row.event, attempt: row.attempts },
      );
      await this.#database.failDelivery(row, {
        error: describeError(error),
        park,
        dueAt: this.#now() + backOffMs(row.attempts),
      });
    }
  }

  async #apply(row: InboxRow, source: DeliverySource): Promise<void> {
    const { records, refresh = [] } = await parse(row, source);
    const applied = await this.#database.transaction(async transaction => {
      const changed = await this.#ingestion.apply(transaction, source, records);
      const now = this.#now();
      await transaction.enqueueWork(
        refresh.map(run => refreshRun(source.id, run, now)),
      );
      await transaction.recordEvent(source.id, Number(row.received_at));
      if (!(await transaction.finishDelivery(row))) {
        throw new Error('Another worker has taken over the delivery');
      }
      return changed;
    });
    await this.#ingestion.announce(source, applied);
  }

  #sourceIds(): string[] {
    return this.#sources
      .deliverySources()
      .filter(source => source.webhooks)
      .map(source => source.id);
  }
}

async function parse(
  row: InboxRow,
  source: DeliverySource,
): Promise<WebhookResult> {
  const text = (await unzip(row.body)).toString('utf8');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the payload.
    throw new InputError(
      `The body of the event '${row.event}' is not JSON, though the sender signed it`,
    );
  }
  if (!source.webhooks) {
    throw new ForwardedError(
      `Source '${source.id}' takes no webhooks any more`,
      undefined,
    );
  }
  return source.webhooks.parse({
    event: row.event,
    body,
    receivedAt: new Date(Number(row.received_at)),
  });
}
