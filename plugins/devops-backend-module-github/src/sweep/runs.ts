import type { PipelineSource } from '@backstage-devops/plugin-devops-node';
import pLimit from 'p-limit';
import type { GithubApi } from '../api/GithubApi';
import { readRuns } from '../mappers/apiLists';
import type { WorkflowRun } from '../mappers/runs';
import { readJobsOfRun } from './readRun';
import type { EnvironmentOfJob, RunContext } from './readRun';
import { isRerunCheckDue, rerunsCheckedSince } from './reruns';
import type { Validators } from './Validators';

/** Enough to hide latency; GitHub asks for few at a time. */
const PARALLEL_READS = 4;
/** A search tells of no more, however many there are. */
const MAX_FOUND = 1_000;
/** A run can be run again for that long, with some to spare. */
const RERUN_MS = 35 * 24 * 60 * 60 * 1000;

type SweepRequest = Parameters<PipelineSource['sweep']>[0];
type RunsRequest = SweepRequest & {
  updatedAfter: Date;
  environmentOfJob: EnvironmentOfJob;
  now: Date;
};

/**
 * Runs that changed since. GitHub lists them by creation and has no filter for
 * changes, so the newest page is read, with a validator; what does not fit on
 * it is searched for; and now and then everything that may have been run
 * again is looked through.
 */
export async function sweepRuns(
  api: GithubApi,
  validators: Validators,
  context: RunContext,
  request: RunsRequest,
): Promise<void> {
  const { scope, since, updatedAfter, now, signal } = request;
  if (!since) {
    await emitFound(api, context, request, {
      from: updatedAfter,
      changedAfter: 0,
    });
    return;
  }
  if (isRerunCheckDue(scope, since, now)) {
    await emitFound(api, context, request, {
      from: new Date(now.getTime() - RERUN_MS),
      changedAfter: Math.min(since.getTime(), rerunsCheckedSince(now)),
    });
    return;
  }
  const key = `runs/${scope}`;
  const etag = validators.get(key);
  const { value: page } = await api.runs(scope, { etag, signal }).next();
  if (page?.body === undefined && page?.etag !== undefined) {
    return;
  }
  const { runs, total } = readRuns(page?.body);
  const oldest = runs.at(-1);
  if (total > runs.length && oldest && oldest.created_at > since.getTime()) {
    await emitFound(api, context, request, {
      from: since,
      changedAfter: since.getTime(),
    });
  } else {
    await emitRuns(api, context, request, runs, since.getTime());
  }
  validators.remember(key, page?.etag);
}

async function emitFound(
  api: GithubApi,
  context: RunContext,
  request: RunsRequest,
  { from, changedAfter }: { from: Date; changedAfter: number },
): Promise<void> {
  const found = searchRuns(api, request, { from, to: request.now });
  for await (const runs of found) {
    await emitRuns(api, context, request, runs, changedAfter);
  }
}

/** Halves the time that is searched until a search tells of everything. */
async function* searchRuns(
  api: GithubApi,
  request: SweepRequest,
  created: { from: Date; to: Date },
): AsyncGenerator<WorkflowRun[]> {
  const { scope, signal } = request;
  const from = Math.floor(created.from.getTime() / 1000);
  const to = Math.ceil(created.to.getTime() / 1000);
  for await (const { body } of api.runs(scope, { created, signal })) {
    const { total, runs } = readRuns(body);
    if (total > MAX_FOUND && to > from) {
      const middle = Math.floor((from + to) / 2);
      // The newer half first: what is of interest shows earlier.
      yield* searchRuns(api, request, range(middle + 1, to));
      yield* searchRuns(api, request, range(from, middle));
      return;
    }
    yield runs;
  }
}

function range(from: number, to: number) {
  return { from: new Date(from * 1000), to: new Date(to * 1000) };
}

async function emitRuns(
  api: GithubApi,
  context: RunContext,
  request: RunsRequest,
  runs: WorkflowRun[],
  changedAfter: number,
): Promise<void> {
  const limit = pLimit(PARALLEL_READS);
  const changed = runs.filter(
    run => (run.updated_at ?? run.created_at) >= changedAfter,
  );
  const records = await Promise.all(
    changed.map(run => limit(() => readJobsOfRun(api, context, run, request))),
  );
  await request.emit(records.flat());
}
