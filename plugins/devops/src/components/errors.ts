/** HTTP status of a failed request, if the error came from one. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error === 'object' && error !== null && 'statusCode' in error) {
    const { statusCode } = error;
    return typeof statusCode === 'number' ? statusCode : undefined;
  }
  return undefined;
}

/**
 * True when the backend answered that the reader gets nothing. Both answers
 * look the same to the reader, so that the page does not tell what exists.
 */
export function isRefused(error: unknown): boolean {
  const status = statusOf(error);
  return status === 403 || status === 404;
}

/**
 * What went wrong in the backend's own words. A `ResponseError` repeats status
 * and URL in its message and carries the sentence for people in its cause.
 */
export function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) {
    return String(error);
  }
  if (
    'cause' in error &&
    error.cause instanceof Error &&
    error.cause.message &&
    statusOf(error) !== undefined
  ) {
    return error.cause.message;
  }
  return 'message' in error ? String(error.message) : String(error);
}

/** With its full stop, for what follows it. */
export function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
