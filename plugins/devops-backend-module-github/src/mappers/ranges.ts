import type { RangeRecord } from '@backstage-devops/plugin-devops-node';
import type { ChangeCommit } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';
import {
  compact,
  listOf,
  message,
  optionalInstant,
  optionalUrl,
  parseOr,
  prose,
  sha,
  text,
  toIsoOptional,
} from './fields';
import { rangeKey } from './keys';

/** GitHub lists no more files of a comparison or of a page of a commit. */
const MAX_FILES = 300;

const signature = z.object({ name: prose, date: optionalInstant }).nullish();

const files = listOf(z.object({ filename: text }), 3_000).nullish();

const comparison = z.object({
  status: z.enum(['ahead', 'behind', 'diverged', 'identical']),
  total_commits: z.int().nonnegative(),
  commits: listOf(
    z.object({
      sha,
      html_url: optionalUrl,
      commit: z.object({ message, author: signature, committer: signature }),
    }),
    1_000,
  ),
  files,
});

export type RangeCommit = ChangeCommit;

/** A comparison, or a page of one. */
export type Comparison = {
  direction: RangeRecord['direction'];
  /** How many commits there are on all pages. */
  total: number;
  /** Oldest first. */
  commits: RangeCommit[];
  /** Files of all commits together; undefined when the list may be cut. */
  paths?: string[];
};

export function readComparison(body: unknown): Comparison {
  const parsed = parseOr(comparison, body, 'The comparison');
  return {
    direction: parsed.status,
    total: parsed.total_commits,
    commits: parsed.commits.map(entry =>
      compact<RangeCommit>({
        sha: entry.sha,
        title: entry.commit.message?.split(/\r?\n/, 1)[0].slice(0, 255),
        message: entry.commit.message,
        author: entry.commit.author?.name,
        authoredAt: toIsoOptional(entry.commit.author?.date),
        committedAt: toIsoOptional(entry.commit.committer?.date),
        url: entry.html_url,
      }),
    ),
    paths: pathsOf(parsed.files),
  };
}

/** Files that a commit touches; undefined when the list may be cut. */
export function readCommitPaths(body: unknown): string[] | undefined {
  return pathsOf(parseOr(z.object({ files }), body, 'The commit').files);
}

function pathsOf(
  list: Array<{ filename: string }> | null | undefined,
): string[] | undefined {
  return list && list.length < MAX_FILES
    ? list.map(({ filename }) => filename)
    : undefined;
}

/**
 * What lies between two commits never changes, but an answer may tell more of
 * it than the one before: files beat none, and a whole list a cut one.
 */
export function toRangeRecord(
  range: Comparison & {
    scope: string;
    from: string;
    to: string;
    withPaths: boolean;
  },
): RangeRecord {
  const { scope, from, to, withPaths } = range;
  const lacksPaths =
    withPaths && range.commits.some(({ paths }) => paths === undefined);
  const complete = range.commits.length >= range.total && !lacksPaths;
  return {
    type: 'range',
    scope,
    key: rangeKey(from, to),
    version: {
      generation: 0,
      terminal: true,
      at: (withPaths ? 2 : 0) + (complete ? 1 : 0),
    },
    from,
    to,
    direction: range.direction,
    commits: range.commits.map(commit => compact(commit)),
    complete,
  };
}
