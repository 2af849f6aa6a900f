import type { ChangeSource } from '@backstage-devops/plugin-devops-node';
import { NotFoundError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { GithubApi } from './api/GithubApi';
import {
  readCommitPaths,
  readComparison,
  toRangeRecord,
} from './mappers/ranges';
import type { Comparison, RangeCommit } from './mappers/ranges';

/** 2,000 commits: more are no release but a history. */
const MAX_PAGES = 20;
/** Files of a commit cost a request each. */
const MAX_COMMITS_WITH_PATHS = 100;
const PARALLEL_READS = 4;

export function createChangeSource(api: GithubApi): ChangeSource {
  return {
    async compare({ scope, from, to, withPaths, signal }) {
      try {
        const comparison = await readAll(api, { scope, from, to, signal });
        const commits = withPaths
          ? await addPaths(api, scope, comparison, signal)
          : comparison.commits;
        return toRangeRecord({
          scope,
          from,
          to,
          withPaths,
          ...comparison,
          commits,
        });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof NotFoundError)) {
          throw error;
        }
        // It says so of a repository as well, about which somebody has to do
        // something.
        await api.repository(scope, { signal });
        return undefined;
      }
    },
  };
}

async function readAll(
  api: GithubApi,
  request: { scope: string; from: string; to: string; signal: AbortSignal },
): Promise<Comparison> {
  let first: Comparison | undefined;
  const commits: RangeCommit[] = [];
  let read = 0;
  for await (const { body } of api.comparison(request.scope, request)) {
    const page = readComparison(body);
    first ??= page;
    commits.push(...page.commits);
    read += 1;
    if (read === MAX_PAGES || commits.length >= page.total) {
      break;
    }
  }
  if (!first) {
    throw new NotFoundError('GitHub told nothing about the two revisions');
  }
  return { ...first, commits };
}

/** The newest commits first in line, because lists are read from their end. */
async function addPaths(
  api: GithubApi,
  scope: string,
  { commits, paths }: Comparison,
  signal: AbortSignal,
): Promise<RangeCommit[]> {
  if (commits.length === 1 && paths) {
    return [{ ...commits[0], paths }];
  }
  const limit = pLimit(PARALLEL_READS);
  const start = Math.max(0, commits.length - MAX_COMMITS_WITH_PATHS);
  return Promise.all(
    commits.map((commit, index) =>
      index < start
        ? commit
        : limit(async () => ({
            ...commit,
            paths: readCommitPaths(
              await api.commit(scope, commit.sha, { signal }),
            ),
          })),
    ),
  );
}
