import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { DevopsConfig } from '../config';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { DeliveryMetrics } from '../metrics/DeliveryMetrics';
import type { FiguresStore } from '../database/FiguresStore';
import type { EntityBindings } from '../services/EntityBindings';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { AlertReader } from './AlertReader';
import type { ScopeSweeper } from './ScopeSweeper';
import type { Retention } from './Retention';
import { sweepSource } from './sweepSource';

/** Figures are computed once a day at least, spread over its hours. */
const FIGURES_LAST_MS = 24 * 60 * 60_000;
const AGEING_EVERY_MS = 15 * 60_000;
/** So many in each of these times; those that are left are the oldest next time. */
const MOST_AGED = 1_000;

/** Schedules what recurs; each task runs on one replica at a time. */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  config: DevopsConfig;
  database: DevopsDatabase;
  figuresStore: FiguresStore;
  sources: SourceRegistry;
  bindings: EntityBindings;
  sweeper: ScopeSweeper;
  telemetry: DeliveryMetrics;
  retention: Retention;
  alertReader: AlertReader;
}): Promise<void> {
  const { scheduler, config, database, sources, bindings, sweeper } = options;
  const { figuresStore, telemetry } = options;

  await scheduler.scheduleTask({
    id: 'devops-follow-catalog',
    scope: 'global',
    frequency: { milliseconds: config.catalog.refreshIntervalMs },
    timeout: { minutes: 10 },
    // The catalog may start later than this plugin.
    initialDelay: { seconds: 3 },
    fn: signal => bindings.followCatalog(signal),
  });

  for (const source of sources.deliverySources()) {
    if (source.pipelines) {
      await scheduler.scheduleTask({
        id: `devops-sweep-${source.id}`,
        scope: 'global',
        frequency: { milliseconds: source.pipelines.sweepIntervalMs },
        timeout: { milliseconds: config.sweep.timeoutMs },
        initialDelay: { seconds: 5 },
        fn: async signal => {
          const begun = Date.now();
          await sweepSource(source, { database, sweeper }, signal);
          telemetry.swept(source.id, Date.now() - begun);
        },
      });
    }
  }

  for (const source of sources.deliverySources()) {
    const { alerts } = source;
    if (alerts) {
      await scheduler.scheduleTask({
        id: `devops-read-alerts-${source.id}`,
        scope: 'global',
        frequency: { milliseconds: alerts.intervalMs },
        // A replica that dies meanwhile blocks the next ones until then.
        timeout: { milliseconds: Math.max(60_000, 4 * alerts.intervalMs) },
        initialDelay: { seconds: 5 },
        fn: signal => options.alertReader.run(source, alerts, signal),
      });
    }
  }

  // The windows of figures move on though nothing happens.
  await scheduler.scheduleTask({
    id: 'devops-age-figures',
    scope: 'global',
    frequency: { milliseconds: AGEING_EVERY_MS },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 2 },
    fn: async () => {
      await figuresStore.markAged({
        before: Date.now() - FIGURES_LAST_MS,
        now: Date.now(),
        overMs: AGEING_EVERY_MS,
        limit: MOST_AGED,
      });
    },
  });

  await scheduler.scheduleTask({
    id: 'devops-clean-up',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 1 },
    fn: async () => {
      await database.inbox.purge(Date.now() - config.inbox.retentionMs);
      await database.work.purge(Date.now() - config.inbox.retentionMs);
      await database.purgeTraces(Date.now() - config.traces.retentionMs);
    },
  });

  await scheduler.scheduleTask({
    id: 'devops-retention',
    scope: 'global',
    frequency: { hours: 24 },
    timeout: { hours: 6 },
    initialDelay: { minutes: 10 },
    fn: signal => options.retention.purge(signal),
  });
}
