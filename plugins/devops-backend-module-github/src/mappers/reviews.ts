/** A review of a pull request, in GraphQL's words. */
export type Review = {
  state: string;
  submittedAt?: number;
  author?: string;
  isBot: boolean;
};

/**
 * Whether somebody looked at it: not a program, nor its author, whose answers
 * to comments are reviews to GitHub as well.
 */
export function isReview(review: Review, author: string | undefined): boolean {
  return (
    ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'].includes(review.state) &&
    review.submittedAt !== undefined &&
    !review.isBot &&
    review.author !== author
  );
}

/** When it was looked at first, and when it was approved last before it was merged. */
export function reviewTimes(
  reviews: Review[],
  pull: { author?: string; mergedAt?: number },
): { firstReviewAt?: number; approvedAt?: number } {
  const seen = reviews
    .filter(review => isReview(review, pull.author))
    .flatMap(review => review.submittedAt ?? []);
  const approved = reviews
    .filter(review => review.state === 'APPROVED')
    .flatMap(review => review.submittedAt ?? [])
    .filter(submittedAt => submittedAt <= (pull.mergedAt ?? Infinity));
  return {
    firstReviewAt: seen.length > 0 ? Math.min(...seen) : undefined,
    approvedAt: approved.length > 0 ? Math.max(...approved) : undefined,
  };
}
