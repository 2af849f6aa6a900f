import type { PipelineRun } from '@backstage-devops/plugin-devops-common';

/** Median duration and share of green runs, over runs with a result. */
export function summarizeRuns(runs: PipelineRun[]): {
  medianDurationMs?: number;
  successRatio?: number;
} {
  const finished = runs.filter(
    run => run.status === 'succeeded' || run.status === 'failed',
  );
  if (finished.length === 0) {
    return {};
  }
  const succeeded = finished.filter(run => run.status === 'succeeded');
  return {
    ...medianOf(finished.flatMap(run => run.durationMs ?? [])),
    successRatio: succeeded.length / finished.length,
  };
}

function medianOf(values: number[]): { medianDurationMs?: number } {
  if (values.length === 0) {
    return {};
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    medianDurationMs: Math.round(
      (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    ),
  };
}
