import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { DevopsConfig } from '../config';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { DeliveryMetrics } from '../metrics/DeliveryMetrics';
import type { EntityBindings } from '../services/EntityBindings';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { ScopeSweeper } from './ScopeSweeper';
import { sweepSource } from './sweepSource';

/** Schedules what recurs; each task runs on one replica at a time. */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  config: DevopsConfig;
  database: DevopsDatabase;
  sources: SourceRegistry;
  bindings: EntityBindings;
  sweeper: ScopeSweeper;
  metrics: DeliveryMetrics;
}): Promise<void> {
  const { scheduler, config, database, sources, bindings, sweeper, metrics } =
    options;

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
          metrics.swept(source.id, Date.now() - begun);
        },
      });
    }
  }

  await scheduler.scheduleTask({
    id: 'devops-clean-up',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 1 },
    fn: async () => {
      await database.purgeDeliveries(Date.now() - config.inbox.retentionMs);
      await database.purgeWork(Date.now() - config.inbox.retentionMs);
      await database.purgeTraces(Date.now() - config.traces.retentionMs);
    },
  });
}
