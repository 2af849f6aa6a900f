import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { DevopsConfig } from './config';
import type { DevopsDatabase } from './database/DevopsDatabase';
import type { FiguresStore } from './database/FiguresStore';
import type { DeliveryMetrics } from './metrics/DeliveryMetrics';
import type { EntityUpdates } from './services/EntityUpdates';
import { Ingestion } from './services/Ingestion';
import type { FiguresService } from './services/metrics/FiguresService';
import { RevisionRanges, type HasPathRules } from './services/RevisionRanges';
import type { SourceRegistry } from './sources/SourceRegistry';
import { INBOX_BATCH, InboxWorker } from './tasks/InboxWorker';
import { QueueWorker } from './tasks/QueueWorker';
import { RollupWorker } from './tasks/RollupWorker';
import { ScopeDayWorker } from './tasks/ScopeDayWorker';
import { ScopeSweeper } from './tasks/ScopeSweeper';
import { createWorkHandlers } from './tasks/workHandlers';
import { WorkLoop } from './tasks/WorkLoop';

/** How much work that waits for a provider goes on at the same time. */
const QUEUE_LANES = 4;
/** Figures take turns with pages: they are computed half of the time. */
const FIGURES_REST = 1;
/** Webhooks of one moment are applied together. */
const GATHER_MS = 100;

type LoopName = 'inbox' | 'queue' | 'rollup' | 'scopeDay';

/**
 * Builds what works in the background: the way of records into the store, and
 * that of figures out of it. It starts nothing.
 */
export function createWorkers(options: {
  config: DevopsConfig;
  database: DevopsDatabase;
  sources: SourceRegistry;
  figuresStore: FiguresStore;
  figures: FiguresService;
  hasPathRules: HasPathRules;
  updates: EntityUpdates;
  telemetry: DeliveryMetrics;
  auditor: AuditorService;
  logger: LoggerService;
  now: () => number;
}) {
  const { config, database, sources, figures, updates, logger, now } = options;
  const { telemetry } = options;
  const delayMs = config.metrics.refreshDelayMs;
  const loops = new Map<LoopName, WorkLoop>();
  const wake = (...names: LoopName[]) =>
    names.forEach(name => loops.get(name)?.wake());

  const ranges = new RevisionRanges({
    hasPathRules: options.hasPathRules,
    now,
  });
  const ingestion = new Ingestion({
    database,
    updates,
    ranges,
    traceRetentionMs: config.traces.retentionMs,
    delayMs,
    wakeWorkers: () => wake('queue'),
    now,
  });
  const rollupWorker = new RollupWorker({
    store: options.figuresStore,
    figures,
    updates,
    auditor: options.auditor,
    logger,
    delayMs,
    now,
  });
  const scopeDayWorker = new ScopeDayWorker({
    store: options.figuresStore,
    now,
  });
  const sweeper = new ScopeSweeper({
    database,
    ingestion,
    logger,
    metrics: telemetry,
    overlapMs: config.sweep.overlapMs,
    now,
  });
  const inboxWorker = new InboxWorker({
    database,
    sources,
    ingestion,
    logger,
    metrics: telemetry,
    maxAttempts: config.inbox.maxAttempts,
    now,
  });
  const queueWorker = new QueueWorker({
    database,
    sources,
    handlers: createWorkHandlers({
      database,
      sources,
      ingestion,
      sweeper,
      ranges,
      maxTraceBytes: config.traces.maxBytes,
      now,
    }),
    logger,
    now,
  });
  const loopOf = (
    worker: {
      step(signal: AbortSignal): Promise<number>;
      nextDueAt(): Promise<number | undefined>;
    },
    more: { lanes: number; batch?: number; gatherMs?: number; rest?: number },
  ) =>
    new WorkLoop({
      step: signal => worker.step(signal),
      nextDueAt: () => worker.nextDueAt(),
      logger,
      ...more,
    });
  loops.set(
    'inbox',
    loopOf(inboxWorker, {
      // More would only wait for each other: one applies them in batches.
      lanes: 1,
      batch: INBOX_BATCH,
      gatherMs: GATHER_MS,
    }),
  );
  loops.set('queue', loopOf(queueWorker, { lanes: QUEUE_LANES }));
  loops.set('rollup', loopOf(rollupWorker, { lanes: 1, rest: FIGURES_REST }));
  loops.set(
    'scopeDay',
    loopOf(scopeDayWorker, { lanes: 1, rest: FIGURES_REST }),
  );

  return {
    ingestion,
    rollupWorker,
    scopeDayWorker,
    sweeper,
    wake,
    start() {
      loops.forEach(loop => loop.start());
    },
    async stop() {
      await Promise.all([...loops.values()].map(loop => loop.stop()));
    },
  };
}
