import {
  quantile,
  quickCheck,
  type DoraResult,
} from '@backstage-devops/plugin-devops-dora';
import type { RunFigureRow } from '../../database/operations/figures/readHistory';
import type { Metrics, MetricsBody, MetricsOptions, RunFigures } from './types';

/** What an answer says of a window, from what was computed of it. */
export function metricsBody(
  result: DoraResult,
  runs: RunFigureRow[],
  options: MetricsOptions,
): MetricsBody {
  const metrics = withoutExplanations(result);
  const { deploymentFrequency, leadTime, recoveryTime } = metrics;
  return {
    options,
    metrics,
    runs: runFigures(
      runs.filter(
        ({ created_at }) =>
          Number(created_at) >= result.from && Number(created_at) < result.to,
      ),
    ),
    benchmark: quickCheck({
      deploymentFrequency: deploymentFrequency.value,
      leadTime: leadTime.value,
      changeFailRate: metrics.changeFailRate.value,
      reworkRate: metrics.reworkRate.value,
      recoveryTime: recoveryTime.value,
    }),
    quality: qualityOf(result),
  };
}

function withoutExplanations(result: DoraResult): Metrics {
  const metrics = Object.fromEntries(
    Object.entries(result.metrics).map(([name, metric]) => {
      const { explanation, ...rest } = metric;
      return [name, rest];
    }),
  ) as Metrics;
  // Nothing that was ever deployed is no data, and not a frequency of zero.
  const isDeployed = result.deployments.some(
    ({ kind, tier }) => kind !== null && tier === 'production',
  );
  if (!isDeployed) {
    metrics.deploymentFrequency.value = null;
    metrics.deployDaysPerWeek.value = null;
  }
  return metrics;
}

function runFigures(runs: RunFigureRow[]): RunFigures {
  const succeeded = runs.filter(({ status }) => status === 'succeeded').length;
  return {
    n: runs.length,
    succeeded,
    successRate: runs.length === 0 ? null : succeeded / runs.length,
    medianDurationMs: quantile(
      runs.flatMap(({ duration_ms }) =>
        duration_ms === null ? [] : Number(duration_ms),
      ),
      0.5,
    ),
  };
}

/**
 * The mean of the shares of what is known of what should be: revisions, what
 * lies between deployments, deployments of merged changes, starts of changes.
 */
function qualityOf(result: DoraResult): number | null {
  const { deploymentFrequency, leadTime } = result.metrics;
  const forward = result.deployments.filter(
    ({ kind, tier, finishedAt }) =>
      kind === 'forward' &&
      tier === 'production' &&
      finishedAt !== null &&
      finishedAt >= result.from &&
      finishedAt < result.to,
  ).length;
  const dq = leadTime.dataQuality;
  const gaps =
    (dq.deploymentsWithoutRange ?? 0) + (dq.deploymentsWithPartOfRange ?? 0);
  const shares = [
    deploymentFrequency.dataQuality.revisionCoverage,
    forward === 0 ? null : 1 - gaps / forward,
    dq.mergedChangesPlaced,
    dq.changes
      ? 1 - ((dq.withoutStart ?? 0) + (dq.negative ?? 0)) / dq.changes
      : null,
  ].filter(share => typeof share === 'number');
  return shares.length === 0
    ? null
    : shares.reduce((a, b) => a + b, 0) / shares.length;
}
