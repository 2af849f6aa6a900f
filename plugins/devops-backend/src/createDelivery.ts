import type {
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Knex } from 'knex';
import type { DevopsConfig } from './config';
import { DevopsDatabase } from './database/DevopsDatabase';
import { RetentionStore } from './database/RetentionStore';
import { AuthorizedDeliveryService } from './services/AuthorizedDeliveryService';
import { DeliveryService } from './services/DeliveryService';
import { EntityAccess } from './services/EntityAccess';
import { EntityBindings } from './services/EntityBindings';
import { EntityUpdates } from './services/EntityUpdates';
import { EnvironmentMatrix } from './services/EnvironmentMatrix';
import { FreshnessService } from './services/FreshnessService';
import { Ingestion } from './services/Ingestion';
import { PipelineControlService } from './services/PipelineControlService';
import { RevisionRanges, type HasPathRules } from './services/RevisionRanges';
import type { SourceRegistry } from './sources/SourceRegistry';
import { InboxWorker } from './tasks/InboxWorker';
import { QueueWorker } from './tasks/QueueWorker';
import { Retention } from './tasks/Retention';
import { ScopeSweeper } from './tasks/ScopeSweeper';
import { createWorkHandlers } from './tasks/workHandlers';
import { WorkLoop } from './tasks/WorkLoop';

/** How much work that waits for a provider goes on at the same time. */
const QUEUE_LANES = 4;

/** Builds the delivery side: store, services, workers. It starts nothing. */
export function createDelivery(options: {
  config: DevopsConfig;
  knex: Knex;
  sources: SourceRegistry;
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  signals: SignalsService;
  logger: LoggerService;
  /** Whether commits are wanted with the files that they touch. Default never. */
  hasPathRules?: HasPathRules;
  now?: () => number;
}) {
  const { config, sources, auth, catalog, logger } = options;
  const now = options.now ?? Date.now;
  const database = new DevopsDatabase(options.knex);
  const access = new EntityAccess(options);
  const updates = new EntityUpdates(options);
  const freshness = new FreshnessService({ database, sources, now });

  const loops: WorkLoop[] = [];
  const wakeWorkers = () => loops.forEach(loop => loop.wake());
  const bindings = new EntityBindings({
    database,
    sources,
    catalog,
    auth,
    updates,
    logger,
    wakeWorkers,
    now,
  });
  const environments = new EnvironmentMatrix({ database, sources });
  const delivery = new DeliveryService({
    database,
    sources,
    bindings,
    environments,
    freshness,
  });
  const control = new PipelineControlService({
    database,
    sources,
    access,
    bindings,
    wakeWorkers,
    now,
  });

  const ranges = new RevisionRanges({
    hasPathRules: options.hasPathRules ?? (async () => false),
    now,
  });
  const ingestion = new Ingestion({
    database,
    updates,
    ranges,
    traceRetentionMs: config.traces.retentionMs,
    wakeWorkers,
    now,
  });
  const sweeper = new ScopeSweeper({
    database,
    ingestion,
    logger,
    overlapMs: config.sweep.overlapMs,
    now,
  });
  const inboxWorker = new InboxWorker({
    database,
    sources,
    ingestion,
    logger,
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
  loops.push(
    new WorkLoop({
      step: signal => inboxWorker.step(signal),
      nextDueAt: () => inboxWorker.nextDueAt(),
      logger,
      lanes: 1,
    }),
    new WorkLoop({
      step: signal => queueWorker.step(signal),
      nextDueAt: () => queueWorker.nextDueAt(),
      logger,
      lanes: QUEUE_LANES,
    }),
  );

  const retention = new Retention({
    store: new RetentionStore(options.knex),
    config: config.retention,
    now,
  });

  return {
    access,
    bindings,
    control,
    database,
    /** For callers: asks for permissions. */
    delivery: new AuthorizedDeliveryService({ delivery, access }),
    /** For services that have asked for permissions themselves. */
    deliveryOfEntity: delivery,
    freshness,
    retention,
    sweeper,
    updates,
    wakeWorkers,
    start() {
      loops.forEach(loop => loop.start());
    },
    async stop() {
      await Promise.all(loops.map(loop => loop.stop()));
      updates.stop();
    },
  };
}
