import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { DirtyEntityRow, EntityRow } from '../database/derivedRows';
import type { FiguresStore } from '../database/FiguresStore';
import type { FiguresChange } from '../database/operations/figures/writeFigures';
import { backOffMs } from '../services/backOff';
import { describeError } from '../services/describeError';
import type { EntityUpdates } from '../services/EntityUpdates';
import type { FiguresService } from '../services/metrics/FiguresService';

const LEASE_MS = 60_000;
const BATCH = 8;

/**
 * Computes the figures of entities that are marked. What is stored and the end
 * of the mark are one transaction; an entity that is marked again meanwhile is
 * computed again.
 */
export class RollupWorker {
  readonly #store: FiguresStore;
  readonly #figures: FiguresService;
  readonly #updates: EntityUpdates;
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;
  readonly #delayMs: number;
  readonly #now: () => number;

  constructor(options: {
    store: FiguresStore;
    figures: FiguresService;
    updates: EntityUpdates;
    auditor: AuditorService;
    logger: LoggerService;
    /** How long a mark waits for others. */
    delayMs: number;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#figures = options.figures;
    this.#updates = options.updates;
    this.#auditor = options.auditor;
    this.#logger = options.logger;
    this.#delayMs = options.delayMs;
    this.#now = options.now;
  }

  /** Computes some entities and returns how many there were. */
  async step(signal: AbortSignal): Promise<number> {
    const rows = await this.#store.claimDirty({
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
      // Requests come first.
      await setImmediate();
    }
    return rows.length;
  }

  nextDueAt(): Promise<number | undefined> {
    return this.#store.nextDirtyAt();
  }

  async #handle(row: DirtyEntityRow): Promise<void> {
    try {
      await this.#compute(row);
    } catch (error) {
      this.#logger.warn(
        `The figures of the entity '${row.entity_uid}' could not be computed and are tried again: ${describeError(error)}`,
        { attempt: row.attempts },
      );
      await this.#store.failDirty(row, {
        error: describeError(error),
        dueAt: this.#now() + backOffMs(row.attempts, { firstMs: 5_000 }),
      });
    }
  }

  async #compute(row: DirtyEntityRow): Promise<void> {
    const now = this.#now();
    const entity = await this.#store.readEntity(row.entity_uid);
    // What is gone keeps its figures; what is new is marked when it is read.
    if (!entity || entity.gone_at !== null) {
      await this.#store.dropDirty(row, now + this.#delayMs);
      return;
    }
    const { figures, sinceDay } = await this.#figures.compute(entity, {
      fromAt: Number(row.from_at),
      now,
    });
    const change = await this.#store.storeFigures(row, figures, {
      sinceDay,
      now,
      delayMs: this.#delayMs,
    });
    if (!change) {
      return;
    }
    if (change.snapshots) {
      this.#updates.publish([entity.uid], 'delivery');
    }
    if (row.reason === 'records') {
      await this.#noteRevision(entity, row, change, now);
    }
  }

  /** Figures of days that were over had been told already; say why they differ. */
  async #noteRevision(
    entity: EntityRow,
    row: DirtyEntityRow,
    { revisedDays }: FiguresChange,
    now: number,
  ): Promise<void> {
    const yesterday = this.#figures.dayOf(now - 24 * 60 * 60_000);
    const old = revisedDays.filter(day => day < yesterday);
    if (old.length === 0) {
      return;
    }
    const event = await this.#auditor.createEvent({
      eventId: 'metrics-revise',
      severityLevel: 'low',
      meta: {
        entityRef: entity.ref,
        fromDay: old[0],
        toDay: old[old.length - 1],
        days: old.length,
        reason: reasonOf(row),
      },
    });
    await event.success();
  }
}

function reasonOf({ from_at }: DirtyEntityRow): string {
  const fromAt = Number(from_at);
  return fromAt === 0
    ? 'The tier of an environment became known'
    : `Records of ${new Date(fromAt).toISOString()} or later arrived late`;
}
