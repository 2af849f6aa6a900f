import type {
  LoggerService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import type { PipelineChecker } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import { DriftStore } from '../database/drift/DriftStore';
import type { EntityUpdates } from '../services/EntityUpdates';
import { DriftRounds } from './DriftRounds';
import { DriftService } from './DriftService';
import { PipelineInspector } from './PipelineInspector';
import { readDriftConfig } from './readDriftConfig';

/** How often it is asked whether repositories are due, at most. */
const LONGEST_TICK_MS = 60_000;

/** Wires the check of generated pipelines and schedules it. */
export async function createDrift(options: {
  checker: PipelineChecker | undefined;
  config: RootConfigService;
  knex: Knex;
  logger: LoggerService;
  scheduler: SchedulerService;
  updates: EntityUpdates;
  urlReader: UrlReaderService;
  now?: () => number;
}): Promise<DriftService> {
  const { checker, scheduler, now = Date.now } = options;
  const config = readDriftConfig(options.config);
  const store = new DriftStore(options.knex);
  const isActive = config.enabled && checker !== undefined;
  if (isActive) {
    const integrations = ScmIntegrations.fromConfig(options.config);
    const inspector = new PipelineInspector({
      urlReader: options.urlReader,
      integrations,
      checker,
      policy: config.policy,
      filesIntervalMs: config.filesIntervalMs,
      now,
    });
    const rounds = new DriftRounds({
      ...options,
      store,
      inspector,
      integrations,
      config,
      now,
    });
    await scheduler.scheduleTask({
      id: 'devops-check-pipelines',
      scope: 'global',
      frequency: {
        milliseconds: Math.min(LONGEST_TICK_MS, config.intervalMs),
      },
      timeout: { minutes: 10 },
      // After the catalog has been followed for the first time.
      initialDelay: { seconds: 20 },
      fn: signal => rounds.run(signal),
    });
  }
  return new DriftService({ store, isActive });
}
