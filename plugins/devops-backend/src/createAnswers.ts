import type {
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { DevopsConfig } from './config';
import type { ChangeStore } from './database/ChangeStore';
import type { DevopsDatabase } from './database/DevopsDatabase';
import type { FiguresStore } from './database/FiguresStore';
import type { FleetStore } from './database/FleetStore';
import { SummaryStore } from './database/SummaryStore';
import { EnvironmentAccess } from './services/access/EnvironmentAccess';
import { EnvironmentResources } from './services/access/EnvironmentResources';
import type { PolicyDecisions } from './services/access/PolicyDecisions';
import { ReadableEntities } from './services/access/ReadableEntities';
import { AuthorizedAlertsService } from './services/alerts/AuthorizedAlertsService';
import { AuthorizedDeliveryService } from './services/AuthorizedDeliveryService';
import { AuthorizedChangesService } from './services/changes/AuthorizedChangesService';
import { PendingChangesService } from './services/changes/PendingChangesService';
import { DeliveryService } from './services/DeliveryService';
import { DeliverySummaries } from './services/DeliverySummaries';
import type { EntityAccess } from './services/EntityAccess';
import type { EntityBindings } from './services/EntityBindings';
import { EnvironmentMatrix } from './services/EnvironmentMatrix';
import type { FreshnessService } from './services/FreshnessService';
import { FleetService } from './services/fleet/FleetService';
import { AuthorizedMetricsService } from './services/metrics/AuthorizedMetricsService';
import type { FiguresService } from './services/metrics/FiguresService';
import { MetricsService } from './services/metrics/MetricsService';
import { OperatorService } from './services/OperatorService';
import { PipelineControlService } from './services/PipelineControlService';
import type { SourceRegistry } from './sources/SourceRegistry';

/**
 * Builds the services that answer callers. Those that are named after an
 * entity's data ask for permissions, unless it says otherwise.
 */
export function createAnswers(options: {
  config: DevopsConfig;
  knex: Knex;
  changeStore: ChangeStore;
  database: DevopsDatabase;
  fleetStore: FleetStore;
  figuresStore: FiguresStore;
  figures: FiguresService;
  sources: SourceRegistry;
  access: EntityAccess;
  decisions: PolicyDecisions;
  bindings: EntityBindings;
  freshness: FreshnessService;
  catalog: CatalogService;
  auth: AuthService;
  permissions: PermissionsService;
  logger: LoggerService;
  wakeQueue: () => void;
  wakeWorkers: () => void;
  now: () => number;
}) {
  const { changeStore, database, fleetStore, sources } = options;
  const { bindings, freshness } = options;
  const { access, decisions, permissions, now } = options;
  const environmentAccess = new EnvironmentAccess({ permissions, decisions });
  const environments = new EnvironmentMatrix({ database, sources });
  const summaries = new DeliverySummaries({
    ...options,
    store: new SummaryStore(options.knex),
  });
  const delivery = new DeliveryService({
    database,
    sources,
    bindings,
    environments,
    freshness,
    summaries,
  });
  const metrics = new MetricsService({
    store: options.figuresStore,
    figures: options.figures,
    bindings,
    now,
  });
  return {
    alerts: new AuthorizedAlertsService({
      access,
      environmentAccess,
      bindings,
      changes: changeStore,
      freshness,
      sources,
    }),
    changes: new AuthorizedChangesService({
      access,
      environmentAccess,
      bindings,
      changes: changeStore,
      freshness,
      pending: new PendingChangesService({
        changes: changeStore,
        sources,
        bindings,
        environments,
        freshness,
        wakeWorkers: options.wakeQueue,
        now,
      }),
    }),
    control: new PipelineControlService({
      database,
      sources,
      access,
      environmentAccess,
      bindings,
      wakeWorkers: options.wakeQueue,
      now,
    }),
    delivery: new AuthorizedDeliveryService({
      delivery,
      access,
      environmentAccess,
      summaries,
    }),
    /** For services that have asked for permissions themselves. */
    deliveryOfEntity: delivery,
    entityMetrics: new AuthorizedMetricsService({
      metrics,
      access,
      environmentAccess,
      bindings,
      freshness,
    }),
    environmentAccess,
    /** For the permission framework. */
    environmentResources: new EnvironmentResources({
      database,
      bindings,
      catalog: options.catalog,
      auth: options.auth,
    }),
    fleet: new FleetService({
      fleet: fleetStore,
      timezone: options.config.metrics.timezone,
      now,
    }),
    /** Does not ask for permissions, like `deliveryOfEntity`. */
    metrics,
    operators: new OperatorService({
      database,
      permissions,
      wakeWorkers: options.wakeWorkers,
      now,
    }),
    /** Says which entities `fleet` may tell a caller of. */
    readable: new ReadableEntities({
      fleet: fleetStore,
      permissions,
      decisions,
      now,
    }),
  };
}
