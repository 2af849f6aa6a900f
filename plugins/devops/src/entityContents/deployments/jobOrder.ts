import type { JobRun } from '@backstage-devops/plugin-devops-common';

/** Jobs of one stage, in the order of the pipeline. */
export type Stage = { name: string | undefined; jobs: JobRun[] };

const isFailure = (job: JobRun) =>
  job.status === 'failed' && !job.allowFailure && !job.retried;

/**
 * The job that failed the run: the earliest one, for later failures often
 * follow from it.
 */
export function firstFailureOf(jobs: JobRun[]): JobRun | undefined {
  return jobs
    .filter(isFailure)
    .sort((a, b) => (a.finishedAt ?? '').localeCompare(b.finishedAt ?? ''))[0];
}

/** Stages in the order in which the pipeline names them. */
export function stagesOf(jobs: JobRun[]): Stage[] {
  const stages = new Map<string | undefined, JobRun[]>();
  for (const job of jobs) {
    stages.set(job.stage, [...(stages.get(job.stage) ?? []), job]);
  }
  return [...stages].map(([name, ofStage]) => ({
    name,
    jobs: [...ofStage].sort(
      (a, b) => Number(isFailure(b)) - Number(isFailure(a)),
    ),
  }));
}
