import type {
  Actor,
  ChangeCommit,
  CommitEvent,
} from '@backstage-devops/plugin-devops-common';

/** Removes absent fields, so that they leave stored values in place. */
export function compact<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as T;
}

export function toActor(name: string | undefined): Actor | undefined {
  return name === undefined ? undefined : { name };
}

export function toCommits(commits: CommitEvent[]): ChangeCommit[] {
  return commits.map(commit =>
    compact<ChangeCommit>({
      sha: commit.sha,
      title: commit.message?.split(/\r?\n/, 1)[0],
      message: commit.message,
      authoredAt: commit.authoredAt,
      committedAt: commit.committedAt,
      paths: commit.paths,
    }),
  );
}

/** Milliseconds from start to end, where both are known and in order. */
export function durationBetween(
  startedAt: string | undefined,
  finishedAt: string | undefined,
): number | undefined {
  const duration =
    startedAt && finishedAt
      ? Date.parse(finishedAt) - Date.parse(startedAt)
      : -1;
  return duration < 0 ? undefined : duration;
}
