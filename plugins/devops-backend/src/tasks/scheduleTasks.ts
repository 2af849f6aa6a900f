import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { DevopsConfig } from '../config';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { EntityBindings } from '../services/EntityBindings';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { ScopeSweeper } from './ScopeSweeper';
import type { Retention } from './Retention';
import { sweepSource } from './sweepSource';

/** Schedules what recurs; each task runs on one replica at a time. */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  config: DevopsConfig;
  database: DevopsDatabase;
  sources: SourceRegistry;
  bindings: EntityBindings;
  sweeper: ScopeSweeper;
  retention: Retention;
}): Promise<void> {
  const { scheduler, config, database, sources, bindings, sweeper } = options;

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
        fn: signal => sweepSource(source, { database, sweeper }, signal),
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

  await scheduler.scheduleTask({
    id: 'devops-retention',
    scope: 'global',
    frequency: { hours: 24 },
    timeout: { hours: 6 },
    initialDelay: { minutes: 10 },
    fn: signal => options.retention.purge(signal),
  });
}
