import type {
  DeliveryHeadline,
  EnvironmentState,
  PipelineRun,
} from '@backstage-devops/plugin-devops-common';

import { compact } from './cells';

/** What of a run the headline is made of. */
export type JudgedRun = Pick<
  PipelineRun,
  | 'status'
  | 'waitingOn'
  | 'ref'
  | 'revision'
  | 'createdAt'
  | 'startedAt'
  | 'finishedAt'
  | 'failedJobs'
>;

/**
 * The first line of the card, from the runs of the default branch, newest
 * first, and the environments. A red branch outranks everything, then that
 * production runs something else, then that a run is under way.
 */
export function headlineOf(
  runs: JudgedRun[],
  environments: EnvironmentState[],
): DeliveryHeadline {
  const judged = runs.filter(isJudged);
  const branch = runs[0]?.ref;
  return (
    red(judged, branch) ??
    productionDiffers(judged, environments, branch) ??
    running(runs, branch) ??
    green(judged, branch) ?? { kind: 'no_runs' }
  );
}

function isJudged(run: JudgedRun): boolean {
  return isGreen(run) || run.status === 'failed';
}

function endOf(run: JudgedRun): string {
  return run.finishedAt ?? run.createdAt;
}

/** A run that waits for a person has everything before that behind it. */
function isGreen(run: JudgedRun): boolean {
  return (
    run.status === 'succeeded' ||
    (run.status === 'waiting' &&
      (run.waitingOn === 'manual' || run.waitingOn === 'approval'))
  );
}

function red(
  judged: JudgedRun[],
  branch: string,
): DeliveryHeadline | undefined {
  if (judged[0]?.status !== 'failed') {
    return undefined;
  }
  const failed = streak(judged, run => run.status === 'failed');
  const first = failed[failed.length - 1];
  return {
    kind: 'main_red',
    branch,
    since: endOf(first),
    failedRuns: failed.length,
    failedJobs: failed[0].failedJobs ?? [],
  };
}

function productionDiffers(
  judged: JudgedRun[],
  environments: EnvironmentState[],
  branch: string,
): DeliveryHeadline | undefined {
  const newest = judged[0];
  const other = environments.find(
    ({ tier, current }) =>
      tier === 'production' &&
      newest &&
      current &&
      current.revision !== newest.revision &&
      current.createdAt < newest.createdAt,
  );
  if (!other?.current) {
    return undefined;
  }
  const { revision } = other.current;
  const ahead = streak(judged, run => run.revision !== revision);
  const first = ahead[ahead.length - 1];
  return compact({
    kind: 'production_differs' as const,
    branch,
    since: endOf(first),
    // None would contradict that it differs: it also has others.
    commitsBehind: other.commitsBehindMain || undefined,
  });
}

function running(
  runs: JudgedRun[],
  branch: string,
): DeliveryHeadline | undefined {
  const newest = runs[0];
  const underWay =
    newest &&
    ['queued', 'running', 'waiting'].includes(newest.status) &&
    !isGreen(newest);
  return underWay
    ? {
        kind: 'main_running',
        branch,
        since: newest.startedAt ?? newest.createdAt,
      }
    : undefined;
}

function green(
  judged: JudgedRun[],
  branch: string,
): DeliveryHeadline | undefined {
  if (judged.length === 0) {
    return undefined;
  }
  const succeeded = streak(judged, isGreen);
  const first = succeeded[succeeded.length - 1];
  return {
    kind: 'main_green',
    branch,
    since: endOf(first),
  };
}

function streak(
  runs: JudgedRun[],
  matches: (run: JudgedRun) => boolean,
): JudgedRun[] {
  const end = runs.findIndex(run => !matches(run));
  return end === -1 ? runs : runs.slice(0, end);
}
