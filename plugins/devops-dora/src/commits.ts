import { append, canonicalJson, compareText } from './collections';
import type { NormalRecords } from './normalize';
import type { CommitRecord } from './records';

/** What all records together know of each commit, by hash. */
export function collectCommits(
  records: NormalRecords,
): Map<string, CommitRecord> {
  const mentions = new Map<string, CommitRecord[]>();
  for (const { commits } of [...records.ranges, ...records.changes]) {
    commits.forEach(commit => append(mentions, commit.sha, commit));
  }
  return new Map(
    [...mentions].map(([sha, commits]) => [sha, merge(sha, commits)]),
  );
}

/** The first word on each field, in an order that the input does not decide. */
function merge(sha: string, commits: CommitRecord[]): CommitRecord {
  const ordered =
    commits.length === 1
      ? commits
      : [...commits].sort((a, b) =>
          compareText(canonicalJson(a), canonicalJson(b)),
        );
  const first = <K extends keyof CommitRecord>(key: K) =>
    ordered.find(commit => commit[key] !== undefined)?.[key];
  return {
    sha,
    authoredAt: first('authoredAt'),
    committedAt: first('committedAt'),
    message: first('message'),
    paths: first('paths'),
  };
}
