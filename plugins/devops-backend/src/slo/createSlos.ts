import type {
  AuthService,
  LoggerService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { ChangeStore } from '../database/ChangeStore';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import { DatabaseMeasurementStore } from '../database/measurements/MeasurementStore';
import { OverrideStore } from '../database/gate/OverrideStore';
import { OverviewStore } from '../database/slos/overview/OverviewStore';
import { RuleCheckStore } from '../database/slos/RuleCheckStore';
import { SloStore } from '../database/slos/SloStore';
import { StandingStore } from '../database/slos/StandingStore';
import { AuthorizedGateService } from '../gate/AuthorizedGateService';
import { GateService } from '../gate/GateService';
import { readGateConfig } from '../gate/readGateConfig';
import { Measurer } from '../measurements/Measurer';
import { scheduleMeasurements } from '../measurements/scheduleMeasurements';
import type { EnvironmentAccess } from '../services/access/EnvironmentAccess';
import type { AuthorizedAlertsService } from '../services/alerts/AuthorizedAlertsService';
import type { EntityAccess } from '../services/EntityAccess';
import type { EntityUpdates } from '../services/EntityUpdates';
import { freshnessOfSources } from '../services/freshnessOfSources';
import type { FreshnessService } from '../services/FreshnessService';
import type { SourceRegistry } from '../sources/SourceRegistry';
import { FollowedEntities } from './FollowedEntities';
import { createListMarks } from './listMarks';
import { Measurability } from './Measurability';
import { FleetSloService } from './overview/FleetSloService';
import { SloOverview } from './overview/SloOverview';
import { readSloConfig } from './readSloConfig';
import { SloAnswers, type ReadFreshness } from './SloAnswers';
import { SloEvaluator } from './SloEvaluator';
import { SloReader } from './SloReader';
import { SloRefresher } from './SloRefresher';
import { SloService } from './SloService';
import { SloTracker } from './SloTracker';
import { RuleChecks } from './standings/RuleChecks';
import { scheduleSloRounds } from './standings/scheduleSloRounds';
import { SloRounds } from './standings/SloRounds';
import { StandingService } from './standings/StandingService';

/** How often it is asked whether SLO files are due, at most. */
const LONGEST_TICK_MS = 15_000;

/** Wires measurements, objectives and the gate, and schedules their tasks. */
export async function createSlos(options: {
  access: EntityAccess;
  alerts: AuthorizedAlertsService;
  auth: AuthService;
  catalog: CatalogService;
  changeStore: ChangeStore;
  config: RootConfigService;
  database: DevopsDatabase;
  environmentAccess: EnvironmentAccess;
  freshness: FreshnessService;
  knex: Knex;
  logger: LoggerService;
  scheduler: SchedulerService;
  sources: SourceRegistry;
  updates: EntityUpdates;
  urlReader: UrlReaderService;
  now?: () => number;
}): Promise<{
  answers: SloAnswers;
  fleet: FleetSloService;
  gate: AuthorizedGateService;
}> {
  const { knex, database, scheduler, logger, now = Date.now } = options;
  const config = readSloConfig(options.config);
  const gateConfig = readGateConfig(options.config);
  const sources = options.sources.measurementSources();
  const sloSources = options.sources.sloSources();

  const store = new SloStore(knex);
  const measurements = new DatabaseMeasurementStore(knex);
  const followed = new FollowedEntities({ ...options, now });
  const standings = new StandingStore(knex);
  const checks = new RuleCheckStore(knex);
  const measurability = new Measurability({ sources, sloSources, followed });
  const evaluator = new SloEvaluator({
    measurements,
    measurability,
    retentionMs: config.measurementRetentionMs,
  });
  const standingService = new StandingService({
    standings,
    checks,
    sources: sloSources,
    now,
  });
  const overviewStore = new OverviewStore(knex);
  const overview = new SloOverview({
    overview: overviewStore,
    slos: store,
    standings: standingService,
    evaluator,
    now,
  });
  const tracker = new SloTracker({
    ...options,
    store,
    evaluator,
    followed,
    overview,
    now,
  });
  const reader = new SloReader({
    ...options,
    store,
    integrations: ScmIntegrations.fromConfig(options.config),
    now,
  });
  const refresher = new SloRefresher({
    ...options,
    followed,
    store,
    reader,
    tracker,
    intervalMs: config.refreshIntervalMs,
    now,
  });

  await scheduleMeasurements({
    scheduler,
    logger,
    sources,
    measurer: new Measurer({ database, measurements, followed, tracker, now }),
    measurements,
    retentionMs: config.measurementRetentionMs,
    now,
  });
  await scheduleSloRounds({
    scheduler,
    logger,
    sources: sloSources,
    rounds: new SloRounds({ ...options, standings, overview, now }),
    ruleChecks: new RuleChecks({ slos: store, checks, now }),
    standings,
    overview: overviewStore,
    now,
  });
  await scheduler.scheduleTask({
    id: 'devops-read-slo-files',
    frequency: {
      milliseconds: Math.min(LONGEST_TICK_MS, config.refreshIntervalMs),
    },
    timeout: { minutes: 10 },
    // The catalog may start later than this plugin.
    initialDelay: { seconds: 5 },
    scope: 'global',
    fn: signal => refresher.run(signal),
  });

  const service = new SloService({
    store,
    measurements,
    evaluator,
    standings: standingService,
    now,
  });
  const readFreshness: ReadFreshness = ({ slo, probes }) =>
    freshnessOfSources({
      freshness: options.freshness,
      sourceIds: [...(probes ? sources.map(({ id }) => id) : []), ...slo],
    });
  const overrides = new OverrideStore(knex);
  return {
    answers: new SloAnswers({
      service,
      readFreshness,
      listMarks: createListMarks(options),
    }),
    fleet: new FleetSloService({
      overview: overviewStore,
      readFreshness: () =>
        readFreshness({ slo: sloSources.map(({ id }) => id), probes: true }),
      now,
    }),
    gate: new AuthorizedGateService({
      ...options,
      gate: new GateService({
        slos: service,
        overrides,
        readFreshness,
        ...gateConfig,
        now,
      }),
      ...gateConfig,
      overrides,
      now,
    }),
  };
}
