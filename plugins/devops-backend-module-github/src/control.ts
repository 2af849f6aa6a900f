import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type {
  JobReference,
  PipelineControl,
} from '@backstage-devops/plugin-devops-node';
import type { GithubApi } from './api/GithubApi';
import { readPendingDeployments, readRun } from './mappers/apiLists';
import type { PendingDeployment } from './mappers/apiLists';
import { idOfKey } from './mappers/keys';
import { runStateOf } from './mappers/runs';
import { environmentOfJob } from './sweep/environmentOfJob';

/**
 * GitHub answers 403 to what the state of a run does not allow, in words like
 * these.
 */
const WRONG_STATE =
  /already|cannot be (?:re-?run|retried)|not (?:re-?runnable|completed)|is running|created over a month ago/i;

export function createPipelineControl(api: GithubApi): PipelineControl {
  return {
    async controlJob(job, action, { signal }) {
      const id = idOfKey(job.key, 'job');
      if (action === 'cancel') {
        throw new ConflictError(
          'GitHub cancels no single job; cancel the whole run',
        );
      }
      await orConflict(() =>
        action === 'play'
          ? approve(api, job, id, signal)
          : api.rerunJob(job.scope, id, { signal }),
      );
    },

    async controlRun(run, action, { signal }) {
      const id = idOfKey(run.key, 'run');
      await orConflict(() =>
        action === 'cancel'
          ? api.cancelRun(run.scope, id, { signal })
          : rerun(api, run.scope, id, signal),
      );
    },
  };
}

/** What failed, or everything where nothing did. */
async function rerun(
  api: GithubApi,
  scope: string,
  id: number,
  signal: AbortSignal,
): Promise<void> {
  const run = readRun(await api.run(scope, id, { signal, retry: false }));
  const failedOnly = runStateOf(run).status !== 'succeeded';
  await api.rerun(scope, id, { failedOnly, signal });
}

/** To play a job is to approve its deployment, for which the run waits. */
async function approve(
  api: GithubApi,
  job: JobReference,
  jobId: number,
  signal: AbortSignal,
): Promise<void> {
  const runId = idOfKey(job.runKey, 'run');
  const pending = readPendingDeployments(
    await api.pendingDeployments(job.scope, runId, { signal }),
  );
  const { environment, current_user_can_approve } = await theOneOfJob(
    api,
    pending,
    { scope: job.scope, runId, jobId },
    signal,
  );
  if (current_user_can_approve === false) {
    throw new NotAllowedError(
      `GitHub lets only its reviewers approve deployments to '${environment.name}'; add the user of the token to them in the settings of the environment, or approve in GitHub`,
    );
  }
  await api.approve(job.scope, runId, environment.id, { signal });
}

async function theOneOfJob(
  api: GithubApi,
  pending: PendingDeployment[],
  job: { scope: string; runId: number; jobId: number },
  signal: AbortSignal,
): Promise<PendingDeployment> {
  if (pending.length === 1) {
    return pending[0];
  }
  const name =
    pending.length > 1 ? await environmentOfJob(api, job, signal) : undefined;
  const found = pending.find(({ environment }) => environment.name === name);
  if (!found) {
    throw new ConflictError(
      'The job waits for no approval that can be given from here',
    );
  }
  return found;
}

async function orConflict(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const isWrongState =
      error instanceof InputError ||
      (error instanceof NotAllowedError && WRONG_STATE.test(error.message));
    if (isWrongState) {
      throw new ConflictError(
        `${error.message}; the job or run is in a state that does not allow it any more`,
      );
    }
    throw error;
  }
}
