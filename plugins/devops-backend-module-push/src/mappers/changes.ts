import type {
  ChangeEvent,
  RangeEvent,
} from '@backstage-devops/plugin-devops-common';
import type {
  ChangeRecord,
  RangeRecord,
} from '@backstage-devops/plugin-devops-node';
import { compact, toActor, toCommits } from './fields';
import { changeKey, rangeKey } from './keys';
import { earliest, latestVersion } from './versions';

export function toChangeRecord(
  event: ChangeEvent,
  scope: string,
  receivedAt: Date,
): ChangeRecord {
  const { createdAt, firstReviewAt, approvedAt, mergedAt, updatedAt } = event;
  const own = [createdAt, firstReviewAt, approvedAt, mergedAt];
  const ofCommits = event.commits.flatMap(commit => [
    commit.authoredAt,
    commit.committedAt,
  ]);
  return compact<ChangeRecord>({
    type: 'change',
    scope,
    key: changeKey(scope, event.id),
    version: latestVersion(...own, updatedAt),
    externalId: event.id,
    status: mergedAt === undefined ? 'open' : 'merged',
    createdAt:
      createdAt ?? earliest(...own, ...ofCommits) ?? receivedAt.toISOString(),
    title: event.title,
    author: toActor(event.author),
    unit: event.unit,
    sourceBranch: event.branch,
    revision: event.revision,
    commits: event.commits.length === 0 ? undefined : toCommits(event.commits),
    labels: event.labels,
    paths: event.paths,
    firstReviewAt,
    approvedAt,
    mergedAt,
    url: event.url,
  });
}

/** What lies between two revisions never changes, so any telling will do. */
export function toRangeRecord(event: RangeEvent, scope: string): RangeRecord {
  const { from = '', to } = event;
  return compact<RangeRecord>({
    type: 'range',
    scope,
    key: rangeKey(from, to),
    version: latestVersion(
      ...event.commits.map(commit => commit.committedAt ?? commit.authoredAt),
    ),
    from,
    to,
    unit: event.unit,
    direction: directionOf(event),
    commits: toCommits(event.commits),
    complete: true,
  });
}

/**
 * Without commits `to` lies behind `from`, unless the list is that of one unit
 * only, which says nothing of the rest.
 */
function directionOf(event: RangeEvent): RangeRecord['direction'] {
  const { from, to, unit, commits } = event;
  if (from === to) {
    return 'identical';
  }
  const isBehind =
    commits.length === 0 && from !== undefined && unit === undefined;
  return isBehind ? 'behind' : 'ahead';
}
