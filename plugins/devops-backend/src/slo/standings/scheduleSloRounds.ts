import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { SloSource } from '@backstage-devops/plugin-devops-node';
import { MINUTE_MS } from '../../database/measurements/rollup';
import type { StandingStore } from '../../database/slos/StandingStore';
import type { OverviewStore } from '../../database/slos/overview/OverviewStore';
import type { RuleChecks } from './RuleChecks';
import type { SloRounds } from './SloRounds';

/** One task for each source, and one that deletes what is no longer kept. */
export async function scheduleSloRounds(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  sources: SloSource[];
  rounds: SloRounds;
  ruleChecks: RuleChecks;
  standings: StandingStore;
  overview: OverviewStore;
  now: () => number;
}): Promise<void> {
  const { scheduler, logger, sources, rounds, ruleChecks, standings } = options;
  const { overview, now } = options;
  for (const source of sources) {
    await scheduler.scheduleTask({
      id: `devops-read-slos-${source.id}`,
      frequency: { milliseconds: source.intervalMs },
      // A replica that dies in a round blocks the next ones until then.
      timeout: { milliseconds: Math.max(MINUTE_MS, 4 * source.intervalMs) },
      scope: 'global',
      fn: signal => rounds.run(source, signal),
    });
    const { rules } = source;
    if (rules) {
      await scheduler.scheduleTask({
        id: `devops-check-slo-rules-${source.id}`,
        frequency: { milliseconds: rules.checkIntervalMs },
        timeout: { minutes: 10 },
        // After the files of objectives have been read for the first time.
        initialDelay: { seconds: 30 },
        scope: 'global',
        fn: signal => ruleChecks.run(source, rules, signal),
      });
    }
  }
  await scheduler.scheduleTask({
    id: 'devops-delete-expired-slo-figures',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 2 },
    scope: 'global',
    fn: async signal => {
      const deleted = await standings.deleteExpired({ now: now(), signal });
      await overview.dropOfGone();
      logger.debug('Deleted figures of objectives that are no longer kept', {
        deleted,
      });
    },
  });
}
