import type { WebhookResult } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import { toChangeRecord } from './changes';
import {
  id,
  instant,
  listOf,
  optionalActor,
  optionalId,
  optionalText,
  optionalUrl,
  parseOr,
  prose,
  sha,
  text,
} from './fields';
import { hookProject } from './hookProject';

const MAX_LABELS = 1000;

const optionalSha = sha.nullish().transform(value => value ?? undefined);

const mergeRequestHook = z.object({
  object_kind: z.literal('merge_request'),
  // The project that it is merged into.
  project: hookProject,
  user: z.object({ id: optionalId }).nullish(),
  object_attributes: z.object({
    id,
    iid: id,
    state: text,
    action: optionalText,
    title: prose,
    author_id: optionalId,
    source_branch: optionalText,
    target_branch: optionalText,
    merge_commit_sha: optionalSha,
    squash_commit_sha: optionalSha,
    created_at: instant,
    updated_at: instant,
    url: optionalUrl,
  }),
  labels: listOf(z.object({ title: optionalText }), MAX_LABELS).nullish(),
});

const hookActor = z.object({ user: optionalActor });

/**
 * Merge Request Hook. It dates nothing but creation and change, so the action
 * tells what happened at the change. A merge without a merge commit leaves the
 * revision open: with fast-forward it is the last commit, but a squashed one
 * is not named by the hook. The sweep tells it, with the commits.
 */
export function parseMergeRequestHook(body: unknown): WebhookResult {
  const what = 'Merge Request Hook';
  const { object_attributes: attributes, ...hook } = parseOr(
    mergeRequestHook,
    body,
    what,
  );
  const { user: actor } = parseOr(hookActor, body, what);
  const isAuthor =
    hook.user?.id !== undefined && hook.user.id === attributes.author_id;
  const at = (action: string) =>
    attributes.action === action ? attributes.updated_at : undefined;
  const change = toChangeRecord({
    teller: 'webhook',
    scope: hook.project.path_with_namespace,
    id: attributes.id,
    iid: attributes.iid,
    state: attributes.state,
    title: attributes.title,
    author: isAuthor ? actor : undefined,
    sourceBranch: attributes.source_branch,
    targetBranch: attributes.target_branch,
    revision: attributes.merge_commit_sha ?? attributes.squash_commit_sha,
    labels: hook.labels?.flatMap(({ title }) => title ?? []),
    changedAt: attributes.updated_at,
    createdAt: attributes.created_at,
    // `approval` is one of several, `approved` the last that was needed.
    approvedAt: at('approved'),
    mergedAt: at('merge'),
    closedAt: at('close'),
    url: attributes.url,
  });
  return { records: [change] };
}
