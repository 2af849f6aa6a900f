import type {
  ChangeRecord,
  IncidentRecord,
} from '@backstage-devops/plugin-devops-node';
import type { ChangeCommit } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';
import { toChangeRecord, toIncidentRecord } from './changes';
import { compact } from './compact';
import { toIsoOptional } from './dates';
import {
  flag,
  id,
  instant,
  optionalActor,
  optionalInstant,
  optionalText,
  optionalUrl,
  parseOr,
  prose,
  sha,
  text,
} from './fields';

/** Enough to find what a commit reverts, or which issue it belongs to. */
const MAX_MESSAGE = 4096;

const optionalSha = sha.nullish().transform(value => value ?? undefined);

const mergeRequest = z.object({
  id,
  iid: id,
  state: text,
  title: prose,
  author: optionalActor,
  source_branch: optionalText,
  target_branch: optionalText,
  labels: z.array(z.string()).nullish(),
  sha: optionalSha,
  merge_commit_sha: optionalSha,
  squash_commit_sha: optionalSha,
  created_at: instant,
  updated_at: instant,
  merged_at: optionalInstant,
  closed_at: optionalInstant,
  web_url: optionalUrl,
});
export type ApiMergeRequest = z.output<typeof mergeRequest>;
export const readMergeRequests = (body: unknown): ApiMergeRequest[] =>
  parseOr(z.array(mergeRequest), body, 'The list of merge requests in the API');

const commit = z
  .object({
    id: sha,
    title: prose,
    message: z.string().nullish(),
    author_name: prose,
    authored_date: optionalInstant,
    committed_date: optionalInstant,
    web_url: optionalUrl,
  })
  .transform((entry): ChangeCommit =>
    compact<ChangeCommit>({
      sha: entry.id,
      title: entry.title,
      message: entry.message?.slice(0, MAX_MESSAGE) || undefined,
      author: entry.author_name,
      authoredAt: toIsoOptional(entry.authored_date),
      committedAt: toIsoOptional(entry.committed_date),
      url: entry.web_url,
    }),
  );
export const readCommits = (body: unknown): ChangeCommit[] =>
  parseOr(z.array(commit), body, 'The list of commits in the API');

const approvals = z.object({
  approved_by: z.array(z.object({ approved_at: optionalInstant })).nullish(),
});
/** The time of the last approval; GitLab did not always tell it. */
export const readApprovedAt = (body: unknown): number | undefined => {
  const { approved_by: by } = parseOr(
    approvals,
    body,
    'The approvals of a merge request in the API',
  );
  const times = (by ?? []).flatMap(({ approved_at: at }) => at ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
};

/**
 * A merge commit is what the target branch got, else the commit that all were
 * squashed to, else, with fast-forward, the last one itself.
 */
export function toChange(
  scope: string,
  entry: ApiMergeRequest,
  more: { commits?: ChangeCommit[]; approvedAt?: number } = {},
): ChangeRecord {
  return toChangeRecord({
    teller: 'api',
    scope,
    id: entry.id,
    iid: entry.iid,
    state: entry.state,
    title: entry.title,
    author: entry.author,
    sourceBranch: entry.source_branch,
    targetBranch: entry.target_branch,
    revision: entry.merge_commit_sha ?? entry.squash_commit_sha ?? entry.sha,
    labels: entry.labels ?? undefined,
    changedAt: entry.updated_at,
    createdAt: entry.created_at,
    mergedAt: entry.merged_at,
    closedAt: entry.closed_at,
    url: entry.web_url,
    ...more,
  });
}

const incident = z.object({
  id,
  iid: id,
  state: text,
  issue_type: optionalText,
  title: prose,
  confidential: flag,
  severity: optionalText,
  created_at: instant,
  updated_at: instant,
  closed_at: optionalInstant,
  web_url: optionalUrl,
});
export type ApiIncident = z.output<typeof incident>;
/** Forges that imitate GitLab may not know the filter by type. */
export const readIncidents = (body: unknown): ApiIncident[] =>
  parseOr(z.array(incident), body, 'The list of incidents in the API').filter(
    entry => entry.issue_type === 'incident',
  );

export function toIncident(scope: string, entry: ApiIncident): IncidentRecord {
  return toIncidentRecord({
    teller: 'api',
    scope,
    id: entry.id,
    iid: entry.iid,
    state: entry.state,
    title: entry.title,
    confidential: entry.confidential,
    severity: entry.severity,
    changedAt: entry.updated_at,
    createdAt: entry.created_at,
    closedAt: entry.closed_at,
    url: entry.web_url,
  });
}
