import type {
  DeliveryHeadline,
  DeliverySummary,
  EnvironmentState,
  Freshness,
  PipelineRun,
} from '@backstage-devops/plugin-devops-common';
import { ago, commit, deployment, environment, run, sha } from '../builders';

/** Twenty runs of main, newest first; the given numbers failed. */
export function mainRuns(newest: number, failed: number[] = []): PipelineRun[] {
  return Array.from({ length: 20 }, (_, index) =>
    run(newest - index, {
      minutesAgo: 6 + index * 97,
      ...(failed.includes(newest - index) ? { status: 'failed' } : {}),
    }),
  );
}

/** Three environments; production is one decision behind. */
export function threeEnvironments(newest: number): EnvironmentState[] {
  return [
    environment('development', 'development', 10, {
      current: deployment(newest, 'development', 'development', {
        minutesAgo: 8,
      }),
    }),
    environment('staging', 'staging', 30, {
      current: deployment(newest, 'staging', 'staging', { minutesAgo: 6 }),
      sameAsPrevious: true,
    }),
    environment('production', 'production', 40, {
      current: deployment(newest - 3, 'production', 'production', {
        minutesAgo: 124,
      }),
      sameAsPrevious: false,
      pending: [
        {
          runId: `run-${newest}`,
          jobId: `run-${newest}-deploy-production`,
          jobName: 'deploy-production',
          revision: sha(newest),
          commit: commit(newest),
        },
      ],
    }),
  ];
}

/** The card's content from what the tab shows. */
export function summary(
  headline: DeliveryHeadline,
  runs: PipelineRun[],
  environments: EnvironmentState[],
  freshness: Freshness,
): DeliverySummary {
  const main = runs.filter(item => item.defaultBranch);
  const finished = main.filter(item => item.durationMs !== undefined);
  const durations = finished
    .map(item => item.durationMs ?? 0)
    .sort((a, b) => a - b);
  return {
    headline: { branch: 'main', since: ago(6), ...headline },
    latestRun: main[0],
    recentRuns: main.slice(0, 20),
    ...(finished.length > 0
      ? {
          medianDurationMs: durations[Math.floor(durations.length / 2)],
          successRatio:
            finished.filter(item => item.status === 'succeeded').length /
            finished.length,
        }
      : {}),
    environments,
    freshness,
  };
}
