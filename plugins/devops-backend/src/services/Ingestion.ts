import type {
  DeliveryRecord,
  DeliverySource,
  JobRecord,
} from '@backstage-devops/plugin-devops-node';
import type { AppliedRecords } from '../database/operations/records/applyRecords';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { EntityUpdates } from './EntityUpdates';
import type { RevisionRanges } from './RevisionRanges';
import { fetchTrace } from './work';

const HAS_LOG = new Set(['succeeded', 'failed', 'canceled']);

/**
 * The one way of records into the store, whichever way they came: it merges
 * them, asks for the logs of jobs that ended and for what lies between deployed
 * revisions, and tells the pages.
 */
export class Ingestion {
  readonly #database: DevopsDatabase;
  readonly #updates: EntityUpdates;
  readonly #ranges: RevisionRanges;
  readonly #traceRetentionMs: number;
  readonly #delayMs: number;
  readonly #wakeWorkers: () => void;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    updates: EntityUpdates;
    ranges: RevisionRanges;
    traceRetentionMs: number;
    /** How long to wait for more records before figures are computed. */
    delayMs: number;
    wakeWorkers: () => void;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#updates = options.updates;
    this.#ranges = options.ranges;
    this.#traceRetentionMs = options.traceRetentionMs;
    this.#delayMs = options.delayMs;
    this.#wakeWorkers = options.wakeWorkers;
    this.#now = options.now;
  }

  /** Stores records in a transaction of their own. */
  async ingest(
    source: DeliverySource,
    records: DeliveryRecord[],
  ): Promise<void> {
    if (records.length === 0) {
      return;
    }
    const applied = await this.#database.transaction(transaction =>
      this.apply(transaction, source, records),
    );
    await this.announce(source, applied);
  }

  /** Stores records as a part of a transaction; call `announce` once it is committed. */
  async apply(
    transaction: DevopsDatabase,
    source: DeliverySource,
    records: DeliveryRecord[],
  ): Promise<AppliedRecords> {
    const applied = await transaction.applyRecords(source.id, records);
    await transaction.markBoundDirty(source.id, applied.earliest, {
      reason: 'records',
      dueAt: this.#now() + this.#delayMs,
    });
    await transaction.outdateBoundSummaries(source.id, applied.scopes);
    if (!source.pipelines) {
      // No sweep will ever tell that the source knows a scope.
      await transaction.recordScopeEvents(
        source.id,
        records.map(record => record.scope),
        this.#now(),
      );
    }
    if (source.logs) {
      const now = this.#now();
      await transaction.work.enqueue(
        applied.jobs
          .filter(job => this.#hasLogToKeep(job, now))
          .map(job => fetchTrace(source.id, job, now)),
      );
    }
    await transaction.work.enqueue(
      await this.#ranges.wantedBy(transaction, source, applied.deployments),
    );
    return applied;
  }

  async announce(
    source: DeliverySource,
    applied: Pick<AppliedRecords, 'scopes'>,
  ): Promise<void> {
    if (applied.scopes.size === 0) {
      return;
    }
    this.#wakeWorkers();
    this.#updates.publish(
      await this.#database.readBoundUids(source.id, [...applied.scopes]),
      'delivery',
    );
  }

  #hasLogToKeep(job: JobRecord, now: number): boolean {
    const endedAt = job.finishedAt
      ? Date.parse(job.finishedAt)
      : job.version.at;
    return HAS_LOG.has(job.status) && endedAt > now - this.#traceRetentionMs;
  }
}
