import type { ChangeRecord } from '@backstage-devops/plugin-devops-node';
import type {
  ChangeCommit,
  ChangeStatus,
} from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';
import {
  compact,
  id,
  instant,
  listOf,
  optionalActor,
  optionalInstant,
  optionalText,
  optionalUrl,
  prose,
  text,
  toIso,
  toIsoOptional,
} from './fields';
import { pullKey } from './keys';
import { withoutKind } from './runs';
import { pullVersion } from './versions';
import type { Teller } from './versions';

const branch = z.object({ ref: optionalText }).nullish();

/** A pull request as webhooks carry it. */
export const pullRequest = z.object({
  number: id,
  title: prose,
  state: text,
  user: optionalActor,
  created_at: instant,
  updated_at: optionalInstant,
  merged_at: optionalInstant,
  closed_at: optionalInstant,
  merge_commit_sha: optionalText,
  labels: listOf(z.object({ name: text }), 1_000).nullish(),
  head: branch,
  base: branch,
  html_url: optionalUrl,
});
export type PullRequest = z.output<typeof pullRequest>;

/** What is known of a pull request beside itself. */
export type PullContext = {
  teller: Teller;
  scope: string;
  commits?: ChangeCommit[];
  paths?: string[];
  firstReviewAt?: number;
  approvedAt?: number;
};

export function toChangeRecord(
  pull: PullRequest,
  context: PullContext,
): ChangeRecord {
  const status = statusOf(pull);
  return compact<ChangeRecord>({
    type: 'change',
    scope: context.scope,
    key: pullKey(context.scope, pull.number),
    version: pullVersion({
      status,
      teller: context.teller,
      changedAt: pull.updated_at ?? pull.created_at,
    }),
    externalId: `#${pull.number}`,
    status,
    createdAt: toIso(pull.created_at),
    title: pull.title,
    author: withoutKind(pull.user),
    sourceBranch: pull.head?.ref,
    targetBranch: pull.base?.ref,
    // Of an open one it is the commit of a test merge, which goes away.
    revision: status === 'merged' ? pull.merge_commit_sha : undefined,
    commits: context.commits,
    labels: pull.labels?.map(({ name }) => name),
    paths: context.paths,
    firstReviewAt: toIsoOptional(context.firstReviewAt),
    approvedAt: toIsoOptional(context.approvedAt),
    mergedAt: toIsoOptional(pull.merged_at),
    closedAt: toIsoOptional(pull.closed_at),
    url: pull.html_url,
  });
}

function statusOf(pull: PullRequest): ChangeStatus {
  if (pull.merged_at !== undefined) {
    return 'merged';
  }
  return pull.state === 'closed' ? 'closed' : 'open';
}
