import type { Knex } from 'knex';
import type { Position } from '../reads/position';

/** Which of the things that start and end a page shows. */
export type StartedPage = {
  /** Only those that went on at some time of a span. */
  during?: { from: number; to: number };
  /** `createdAt` is when the last one of the page before started. */
  after?: Position;
  limit: number;
};

/** Limits a query to a page, newest start first. */
export function newestStarted<T extends Knex.QueryBuilder>(
  query: T,
  endColumn: string,
  { during, after, limit }: StartedPage,
): T {
  query
    .orderBy([
      { column: 'started_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
  if (during) {
    query
      .where('started_at', '<', during.to)
      .where(ended =>
        ended.whereNull(endColumn).orWhere(endColumn, '>', during.from),
      );
  }
  if (after) {
    query.whereRaw('(started_at, id) < (?, ?)', [after.createdAt, after.id]);
  }
  return query;
}
