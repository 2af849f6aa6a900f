import type {
  ChangeRecord,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import {
  optionalActor,
  optionalInstant,
  parseOr,
  text,
  toIso,
} from '../mappers/fields';
import { pullRequest, toChangeRecord } from '../mappers/pulls';
import type { PullRequest } from '../mappers/pulls';
import { isReview } from '../mappers/reviews';
import type { Review } from '../mappers/reviews';
import { firstReviewVersion } from '../mappers/versions';
import { repository } from './repository';

const pullRequestEvent = z.object({ pull_request: pullRequest, repository });

/** Whatever the action: the pull request as it is now. The sweep adds commits. */
export function parsePullRequest(body: unknown): WebhookResult {
  const event = parseOr(pullRequestEvent, body, 'pull_request');
  const change = toChangeRecord(event.pull_request, {
    teller: 'webhook',
    scope: event.repository.scope,
  });
  return { records: [change] };
}

const pullRequestReviewEvent = z.object({
  pull_request: pullRequest,
  review: z.object({
    state: text,
    submitted_at: optionalInstant,
    user: optionalActor,
  }),
  repository,
});

/** A review: perhaps the first one, perhaps an approval. */
export function parsePullRequestReview(body: unknown): WebhookResult {
  const event = parseOr(pullRequestReviewEvent, body, 'pull_request_review');
  const {
    pull_request: pull,
    repository: { scope },
  } = event;
  const review: Review = {
    state: event.review.state.toUpperCase(),
    submittedAt: event.review.submitted_at,
    author: event.review.user?.username,
    isBot: event.review.user?.isBot ?? false,
  };
  const approvedAt =
    review.state === 'APPROVED' && isBeforeMerge(review, pull)
      ? review.submittedAt
      : undefined;
  const change = toChangeRecord(pull, { teller: 'webhook', scope, approvedAt });
  return {
    records:
      review.submittedAt !== undefined && isReview(review, pull.user?.username)
        ? [change, firstReview(change, review.submittedAt)]
        : [change],
  };
}

function isBeforeMerge(review: Review, pull: PullRequest): boolean {
  return (
    review.submittedAt !== undefined &&
    review.submittedAt <= (pull.merged_at ?? Infinity)
  );
}

/**
 * Nothing but its time is to be taken from it, which its version sees to and
 * the absence of everything that may be absent.
 */
function firstReview(change: ChangeRecord, submittedAt: number): ChangeRecord {
  const { type, scope, key, externalId, status, createdAt } = change;
  return {
    type,
    scope,
    key,
    version: firstReviewVersion(submittedAt),
    externalId,
    status,
    createdAt,
    firstReviewAt: toIso(submittedAt),
  };
}
