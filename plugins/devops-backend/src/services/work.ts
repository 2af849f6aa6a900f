import type {
  JobReference,
  RunReference,
} from '@backstage-devops/plugin-devops-node';
import type { NewWork } from '../database/operations/work/enqueueWork';

/** What waits in the work queue, by kind. */
export type WorkPayloads = {
  'refresh-run': RunReference;
  'fetch-trace': JobReference;
  'sweep-scope': { scope: string };
  'compare-revisions': { scope: string; from: string; to: string };
};

/** Events of a run come in bursts; one read answers them all. */
const REFRESH_DELAY_MS = 1_000;
/** Providers finish writing a log shortly after the job has ended. */
const TRACE_DELAY_MS = 1_000;

export function refreshRun(
  sourceId: string,
  run: RunReference,
  now: number,
): NewWork {
  return {
    kind: 'refresh-run',
    sourceId,
    key: `${run.scope}\n${run.key}`,
    payload: { scope: run.scope, key: run.key },
    priority: 0,
    dueAt: now + REFRESH_DELAY_MS,
  };
}

export function fetchTrace(
  sourceId: string,
  job: JobReference,
  now: number,
): NewWork {
  return {
    kind: 'fetch-trace',
    sourceId,
    key: job.key,
    payload: { scope: job.scope, key: job.key, runKey: job.runKey },
    priority: 2,
    dueAt: now + TRACE_DELAY_MS,
  };
}

export function sweepScope(
  sourceId: string,
  scope: string,
  now: number,
): NewWork {
  return {
    kind: 'sweep-scope',
    sourceId,
    key: scope,
    payload: { scope },
    priority: 1,
    dueAt: now,
  };
}

export function compareRevisions(
  sourceId: string,
  range: WorkPayloads['compare-revisions'],
  now: number,
): NewWork {
  const { scope, from, to } = range;
  return {
    kind: 'compare-revisions',
    sourceId,
    key: `${scope}\n${from}..${to}`,
    payload: { scope, from, to },
    priority: 3,
    dueAt: now,
  };
}
