import { ForwardedError } from '@backstage/errors';
import type {
  AlertRecord,
  AlertSource,
  DeliverySource,
} from '@backstage-devops/plugin-devops-node';
import type { ChangeStore } from '../database/ChangeStore';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { AlertRow } from '../database/rows';
import { describeError } from '../services/describeError';
import type { Ingestion } from '../services/Ingestion';

/**
 * Alertmanagers that were restarted, or whose members do not know the same yet,
 * know an alert of the last minutes only later.
 */
const SETTLED_MS = 60_000;

/** Compares the alerts that a source tells of with those that the store knows. */
export class AlertReader {
  readonly #database: DevopsDatabase;
  readonly #changes: ChangeStore;
  readonly #ingestion: Ingestion;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    changes: ChangeStore;
    ingestion: Ingestion;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#changes = options.changes;
    this.#ingestion = options.ingestion;
    this.#now = options.now;
  }

  /** One round: all alerts of a source. */
  async run(
    source: DeliverySource,
    alerts: AlertSource,
    signal: AbortSignal,
  ): Promise<void> {
    const health = { sourceId: source.id, scope: '' };
    try {
      await this.#read(source, alerts, signal);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const now = this.#now();
      await this.#database.recordSweepFailure(health, {
        message: describeError(error),
        now,
        retryAt: now + alerts.intervalMs,
      });
      throw new ForwardedError(
        `${source.title} did not tell which alerts fire`,
        error,
      );
    }
  }

  async #read(
    source: DeliverySource,
    alerts: AlertSource,
    signal: AbortSignal,
  ): Promise<void> {
    const report = await alerts.readAlerts({ signal });
    const at = report.at.getTime();
    const firing = new Map(report.alerts.map(alert => [alert.key, alert]));
    const known = await this.#changes.listFiringAlerts(source.id);
    const knownKeys = new Set(known.map(({ record_key }) => record_key));

    // What goes on unchanged is neither written again nor told to the pages.
    const began = [...firing.values()].filter(({ key }) => !knownKeys.has(key));
    const ended = known
      .filter(row => !firing.has(row.record_key))
      .filter(row => Number(row.started_at) < at - SETTLED_MS)
      .map(row => endOf(row, at));
    await this.#ingestion.ingest(source, [...began, ...ended]);
    await this.#database.recordSweep(
      { sourceId: source.id, scope: '' },
      { cursor: at, completeUntil: at, now: this.#now() },
    );
  }
}

/**
 * The end of an alert, as far as it is known: some time before it was no
 * longer told of. It is not final, so that a source that had forgotten the
 * alert for a while can say so.
 */
function endOf(row: AlertRow, at: number): AlertRecord {
  return {
    type: 'alert',
    scope: row.scope,
    key: row.record_key,
    version: { generation: 0, terminal: false, at },
    externalId: row.external_id,
    name: row.name,
    status: 'resolved',
    startedAt: new Date(Number(row.started_at)).toISOString(),
    endedAt: new Date(at).toISOString(),
  };
}
