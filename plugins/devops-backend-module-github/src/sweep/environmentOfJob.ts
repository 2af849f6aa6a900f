import type { GithubApi } from '../api/GithubApi';
import { readRun } from '../mappers/apiLists';
import { environmentsOfJobs } from './readRun';
import { readHistories } from './deployments';

/** The environment that a job deploys to; undefined where GitHub does not tell. */
export async function environmentOfJob(
  api: GithubApi,
  job: { scope: string; runId: number; jobId: number },
  signal: AbortSignal,
): Promise<string | undefined> {
  const { scope, runId, jobId } = job;
  const run = readRun(await api.run(scope, runId, { signal, retry: false }));
  const pages = api.deployments(scope, { sha: run.head_sha, signal });
  for await (const { body } of pages) {
    const histories = await readHistories(api, scope, body, signal);
    const found = environmentsOfJobs(histories).get(jobId);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
