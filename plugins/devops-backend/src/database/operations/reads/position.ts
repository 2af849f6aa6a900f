import type { Knex } from 'knex';

/** Where a page of a list ends that is sorted by creation, newest first. */
export type Position = { createdAt: number; id: string };

export function afterPosition<T extends Knex.QueryBuilder>(
  query: T,
  after: Position | undefined,
): T {
  // Compared as a row, so that an index finds the place however deep it is.
  return after
    ? (query.whereRaw('(created_at, id) < (?, ?)', [
        after.createdAt,
        after.id,
      ]) as T)
    : query;
}
