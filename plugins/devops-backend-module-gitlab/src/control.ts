import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type { PipelineControl } from '@backstage-devops/plugin-devops-node';
import type { GitlabApi } from './api/GitlabApi';
import { idOfKey } from './mappers/keys';

/**
 * GitLab answers 400 to `play` and 403 to `retry` when the state of a job does
 * not allow it, in words like these.
 */
const WRONG_STATE =
  /unplayable|not (?:re-?tryable|retriable|cancell?able|playable)|already/i;

export function createPipelineControl(api: GitlabApi): PipelineControl {
  return {
    async controlJob(job, action, { signal }) {
      const id = idOfKey(job.key, 'job');
      await orConflict(() => api.controlJob(job.scope, id, action, signal));
    },
    async controlRun(run, action, { signal }) {
      const id = idOfKey(run.key, 'pipeline');
      await orConflict(() =>
        api.controlPipeline(run.scope, id, action, signal),
      );
    },
  };
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
        `${error.message}; the job or pipeline is in a state that does not allow it any more`,
      );
    }
    throw error;
  }
}
