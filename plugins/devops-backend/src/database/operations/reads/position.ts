import type { Knex } from 'knex';

/** Where a page of a list ends that is sorted by creation, newest first. */
export type Position = { createdAt: number; id: string };

export function afterPosition<T extends Knex.QueryBuilder>(
  query: T,
  after: Position | undefined,
): T {
  if (!after) {
    return query;
  }
  return query.where(builder =>
    builder
      .where('created_at', '<', after.createdAt)
      .orWhere(same =>
        same.where('created_at', after.createdAt).where('id', '<', after.id),
      ),
  ) as T;
}
