import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Knex } from 'knex';
import type { DevopsConfig } from './config';
import { createAnswers } from './createAnswers';
import { createWorkers } from './createWorkers';
import { ChangeStore } from './database/ChangeStore';
import { DevopsDatabase } from './database/DevopsDatabase';
import { FiguresStore } from './database/FiguresStore';
import { FleetStore } from './database/FleetStore';
import { MirrorStore } from './database/MirrorStore';
import { RetentionStore } from './database/RetentionStore';
import { InboxWriter } from './inbox/InboxWriter';
import {
  DeliveryMetrics,
  noMetrics,
  observeQueues,
  type MetricsService,
} from './metrics/DeliveryMetrics';
import { PolicyDecisions } from './services/access/PolicyDecisions';
import { CatalogMirror } from './services/catalog/CatalogMirror';
import { EntityAccess } from './services/EntityAccess';
import { EntityBindings } from './services/EntityBindings';
import { EntityUpdates } from './services/EntityUpdates';
import { FreshnessService } from './services/FreshnessService';
import { FiguresService } from './services/metrics/FiguresService';
import type { SourceRegistry } from './sources/SourceRegistry';
import { AlertReader } from './tasks/AlertReader';
import { Retention } from './tasks/Retention';

/** Builds the delivery side: store, services, workers. It starts nothing. */
export function createDelivery(options: {
  config: DevopsConfig;
  knex: Knex;
  sources: SourceRegistry;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  signals: SignalsService;
  logger: LoggerService;
  meter?: MetricsService;
  now?: () => number;
}) {
  const { config, knex, sources, logger, meter = noMetrics } = options;
  const now = options.now ?? Date.now;
  const database = new DevopsDatabase(knex);
  const changeStore = new ChangeStore(knex);
  const fleetStore = new FleetStore(knex);
  const figuresStore = new FiguresStore(knex);
  const mirrorStore = new MirrorStore(knex);

  const telemetry = new DeliveryMetrics(meter);
  observeQueues(meter, { database, sources, now });
  const updates = new EntityUpdates(options);
  const freshness = new FreshnessService({ database, sources, now });
  const figures = new FiguresService({
    store: figuresStore,
    timezone: config.metrics.timezone,
    attributionWindowMs: config.metrics.attributionWindowMs,
  });
  const workers = createWorkers({
    ...options,
    database,
    figuresStore,
    figures,
    hasPathRules: scope => mirrorStore.hasPathRules(scope),
    updates,
    telemetry,
    now,
  });
  const wakeQueue = () => workers.wake('queue');
  const wakeWorkers = () => workers.wake('inbox', 'queue');

  const delayMs = config.metrics.refreshDelayMs;
  const bindings = new EntityBindings({
    ...options,
    database,
    mirror: new CatalogMirror({ store: mirrorStore, logger, delayMs, now }),
    updates,
    wakeWorkers: wakeQueue,
    delayMs,
    now,
  });
  const decisions = new PolicyDecisions({ ...options, now });
  const access = new EntityAccess({ ...options, fleet: fleetStore, decisions });
  const answers = createAnswers({
    ...options,
    changeStore,
    database,
    fleetStore,
    figuresStore,
    figures,
    access,
    decisions,
    bindings,
    freshness,
    wakeQueue,
    wakeWorkers,
    now,
  });

  return {
    ...answers,
    access,
    alertReader: new AlertReader({
      database,
      changes: changeStore,
      ingestion: workers.ingestion,
      now,
    }),
    bindings,
    changeStore,
    database,
    figuresStore,
    freshness,
    ingestion: workers.ingestion,
    retention: new Retention({
      store: new RetentionStore(knex),
      config: config.retention,
      now,
    }),
    rollupWorker: workers.rollupWorker,
    scopeDayWorker: workers.scopeDayWorker,
    sweeper: workers.sweeper,
    telemetry,
    updates,
    /** Where webhooks are stored. */
    inbox: new InboxWriter({ database }),
    /** A webhook was stored. */
    onStored(sourceId: string) {
      telemetry.accepted(sourceId);
      workers.wake('inbox');
    },
    wakeWorkers,
    start: workers.start,
    async stop() {
      await workers.stop();
      updates.stop();
    },
  };
}
