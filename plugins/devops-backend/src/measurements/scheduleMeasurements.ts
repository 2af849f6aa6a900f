import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { MeasurementSource } from '@backstage-devops/plugin-devops-node';
import type { MeasurementStore } from '../database/measurements/MeasurementStore';
import type { Measurer } from './Measurer';

const MINUTE_MS = 60_000;

/**
 * One task for each source that measures, on one replica at a time, and one
 * that deletes what is no longer kept.
 *
 * The scheduler looks for due tasks every five seconds and counts the interval
 * from the end of a run, so rounds are up to that much further apart than the
 * interval of the source.
 */
export async function scheduleMeasurements(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  sources: MeasurementSource[];
  measurer: Measurer;
  measurements: MeasurementStore;
  /** How long counts are kept, milliseconds. */
  retentionMs: number;
  now: () => number;
}): Promise<void> {
  const { scheduler, logger, sources, measurer, measurements, now } = options;

  for (const source of sources) {
    await scheduler.scheduleTask({
      id: `devops-measure-${source.id}`,
      frequency: { milliseconds: source.intervalMs },
      // A replica that dies in a round blocks the next ones until then.
      timeout: { milliseconds: Math.max(MINUTE_MS, 4 * source.intervalMs) },
      // The catalog may start later than this plugin.
      initialDelay: { seconds: 5 },
      scope: 'global',
      fn: signal => measurer.measure(source, signal),
    });
  }

  await scheduler.scheduleTask({
    id: 'devops-delete-expired-measurements',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 1 },
    scope: 'global',
    fn: async signal => {
      const deleted = await measurements.deleteExpired({
        results: sources.map(({ id, retentionMs }) => ({
          sourceId: id,
          before: now() - retentionMs,
        })),
        rollupsBefore: now() - options.retentionMs,
        signal,
      });
      logger.debug('Deleted measurements that are no longer kept', deleted);
    },
  });
}
