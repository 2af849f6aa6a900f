import type {
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Knex } from 'knex';
import type { DevopsConfig } from './config';
import { inboxLanes } from './database/dialect';
import { DevopsDatabase } from './database/DevopsDatabase';
import { InboxWriter } from './inbox/InboxWriter';
import {
  DeliveryMetrics,
  noMetrics,
  observeQueues,
  type MetricsService,
} from './metrics/DeliveryMetrics';
import { AuthorizedDeliveryService } from './services/AuthorizedDeliveryService';
import { DeliveryService } from './services/DeliveryService';
import { EntityAccess } from './services/EntityAccess';
import { EntityBindings } from './services/EntityBindings';
import { EntityUpdates } from './services/EntityUpdates';
import { EnvironmentMatrix } from './services/EnvironmentMatrix';
import { FreshnessService } from './services/FreshnessService';
import { Ingestion } from './services/Ingestion';
import { OperatorService } from './services/OperatorService';
import { PipelineControlService } from './services/PipelineControlService';
import type { SourceRegistry } from './sources/SourceRegistry';
import { INBOX_BATCH, InboxWorker } from './tasks/InboxWorker';
import { QueueWorker } from './tasks/QueueWorker';
import { ScopeSweeper } from './tasks/ScopeSweeper';
import { createWorkHandlers } from './tasks/workHandlers';
import { WorkLoop } from './tasks/WorkLoop';

/** How much work that waits for a provider goes on at the same time. */
const QUEUE_LANES = 4;
/** Webhooks of one moment are applied together. */
const GATHER_MS = 100;

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
  metrics?: MetricsService;
  now?: () => number;
}) {
  const { config, sources, auth, catalog, logger } = options;
  const now = options.now ?? Date.now;
  const database = new DevopsDatabase(options.knex);
  const metricsService = options.metrics ?? noMetrics;
  const metrics = new DeliveryMetrics(metricsService);
  observeQueues(metricsService, { database, sources, now });
  const access = new EntityAccess(options);
  const updates = new EntityUpdates(options);
  const freshness = new FreshnessService({ database, sources, now });

  const loops: Record<string, WorkLoop> = {};
  const wakeQueue = () => loops.queue.wake();
  const wakeInbox = () => loops.inbox.wake();
  const wakeWorkers = () => {
    wakeInbox();
    wakeQueue();
  };
  const bindings = new EntityBindings({
    database,
    sources,
    catalog,
    auth,
    updates,
    logger,
    wakeWorkers: wakeQueue,
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
    wakeWorkers: wakeQueue,
    now,
  });

  const ingestion = new Ingestion({
    database,
    updates,
    traceRetentionMs: config.traces.retentionMs,
    wakeWorkers: wakeQueue,
    now,
  });
  const sweeper = new ScopeSweeper({
    database,
    ingestion,
    logger,
    metrics,
    overlapMs: config.sweep.overlapMs,
    now,
  });
  const inboxWorker = new InboxWorker({
    database,
    sources,
    ingestion,
    logger,
    metrics,
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
      maxTraceBytes: config.traces.maxBytes,
      now,
    }),
    logger,
    now,
  });
  loops.inbox = new WorkLoop({
    step: signal => inboxWorker.step(signal),
    nextDueAt: () => inboxWorker.nextDueAt(),
    logger,
    lanes: inboxLanes(options.knex),
    batch: INBOX_BATCH,
    gatherMs: GATHER_MS,
  });
  loops.queue = new WorkLoop({
    step: signal => queueWorker.step(signal),
    nextDueAt: () => queueWorker.nextDueAt(),
    logger,
    lanes: QUEUE_LANES,
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
    metrics,
    sweeper,
    updates,
    operators: new OperatorService({
      database,
      permissions: options.permissions,
      wakeWorkers,
      now,
    }),
    /** Where webhooks are stored. */
    inbox: new InboxWriter({ database }),
    /** A webhook was stored. */
    onStored(sourceId: string) {
      metrics.accepted(sourceId);
      wakeInbox();
    },
    wakeWorkers,
    start() {
      Object.values(loops).forEach(loop => loop.start());
    },
    async stop() {
      await Promise.all(Object.values(loops).map(loop => loop.stop()));
      updates.stop();
    },
  };
}
