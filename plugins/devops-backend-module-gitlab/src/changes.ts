import type {
  ChangeSource,
  RangeRecord,
} from '@backstage-devops/plugin-devops-node';
import type {
  ChangeCommit,
  RangeDirection,
} from '@backstage-devops/plugin-devops-common';
import { NotFoundError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { GitlabApi } from './api/GitlabApi';
import { rangeKey } from './mappers/keys';
import { readCommits } from './mappers/apiChanges';
import {
  readComparison,
  readDiffPaths,
  readMergeBase,
} from './mappers/apiRanges';
import { rangeVersion } from './mappers/versions';

/** One request each, so more of them cost more than the answer is worth. */
const MAX_COMMITS_WITH_PATHS = 100;
/** Of 100 commits each. */
const MAX_PAGES = 20;
const PARALLEL_READS = 4;

type Request = Parameters<ChangeSource['compare']>[0];
type Commits = { commits: ChangeCommit[]; complete: boolean };

export function createChangeSource(api: GitlabApi): ChangeSource {
  return {
    async compare(request) {
      try {
        return await readRange(api, request);
      } catch (error) {
        if (error instanceof NotFoundError && !isAboutProject(error)) {
          return undefined;
        }
        throw error;
      }
    },
  };
}

/** The project itself is gone or hidden: somebody has to do something about it. */
function isAboutProject(error: Error): boolean {
  return /project not found/i.test(error.message);
}

async function readRange(
  api: GitlabApi,
  request: Request,
): Promise<RangeRecord> {
  const { scope, from, to, withPaths, signal } = request;
  const comparison = readComparison(
    await api.compare(scope, { from, to }, signal),
  );
  const all = comparison.isCut
    ? await listCommits(api, request)
    : { commits: comparison.commits, complete: true };
  const direction = await directionOf(api, request, {
    isSame: comparison.isSame,
    isEmpty: all.commits.length === 0,
  });
  const { commits, complete } = withPaths
    ? await addPaths(api, request, all)
    : all;
  return {
    type: 'range',
    scope,
    key: rangeKey(from, to),
    version: rangeVersion({ withPaths, complete }),
    from,
    to,
    direction,
    commits,
    complete,
  };
}

/**
 * A comparison whose diffs are too large may be cut. The list of commits has
 * no diffs and goes on for as long as there are pages.
 */
async function listCommits(
  api: GitlabApi,
  { scope, from, to, signal }: Request,
): Promise<Commits> {
  const newestFirst: ChangeCommit[] = [];
  let pages = 0;
  for await (const page of api.commitsOfRange(scope, { from, to }, signal)) {
    if (pages === MAX_PAGES) {
      return { commits: newestFirst.reverse(), complete: false };
    }
    newestFirst.push(...readCommits(page));
    pages += 1;
  }
  return { commits: newestFirst.reverse(), complete: true };
}

/**
 * A comparison tells one side only. Where that side is empty, the other
 * contains it; otherwise the commit at which both parted decides.
 */
async function directionOf(
  api: GitlabApi,
  { scope, from, to, signal }: Request,
  found: { isSame: boolean; isEmpty: boolean },
): Promise<RangeDirection> {
  if (found.isSame || from === to) {
    return 'identical';
  }
  if (found.isEmpty) {
    return 'behind';
  }
  try {
    const base = readMergeBase(
      await api.mergeBase(scope, { from, to }, signal),
    );
    return base.startsWith(from) ? 'ahead' : 'diverged';
  } catch (error) {
    if (error instanceof NotFoundError) {
      return 'diverged'; // They have nothing in common.
    }
    throw error;
  }
}

/** Names the files of the newest commits; the rest makes the range incomplete. */
async function addPaths(
  api: GitlabApi,
  { scope, signal }: Request,
  { commits, complete }: Commits,
): Promise<Commits> {
  const limit = pLimit(PARALLEL_READS);
  const first = Math.max(0, commits.length - MAX_COMMITS_WITH_PATHS);
  const named = await Promise.all(
    commits.slice(first).map(commit =>
      limit(async () => ({
        ...commit,
        paths: await readPaths(api, scope, commit.sha, signal),
      })),
    ),
  );
  return {
    commits: [...commits.slice(0, first), ...named],
    complete: complete && first === 0,
  };
}

async function readPaths(
  api: GitlabApi,
  scope: string,
  sha: string,
  signal: AbortSignal,
): Promise<string[]> {
  const paths = new Set<string>();
  for await (const page of api.diff(scope, sha, signal)) {
    readDiffPaths(page).forEach(path => paths.add(path));
  }
  return [...paths].sort();
}
