/** What both doubles of the backend answer with. */
const DEFAULT_LIMIT = 20;

/** What is behind a cursor, which counts items. */
export function page<TItem>(
  items: TItem[],
  query: { cursor?: string; limit?: number },
): { items: TItem[]; nextCursor?: string } {
  const start = Number(query.cursor ?? 0);
  const end = start + (query.limit ?? DEFAULT_LIMIT);
  return {
    items: items.slice(start, end),
    ...(end < items.length ? { nextCursor: String(end) } : {}),
  };
}

/** What the client throws: status beside it, the backend's words as cause. */
export function failure(of: { status: number; message: string }): Error {
  return Object.assign(
    new Error(`Request failed with ${of.status}`, {
      cause: new Error(of.message),
    }),
    { statusCode: of.status },
  );
}

/** What is there; throws as the client does for what is not. */
export function required<T>(value: T | undefined, message: string): T {
  if (value === undefined) {
    throw failure({ status: 404, message });
  }
  return value;
}
