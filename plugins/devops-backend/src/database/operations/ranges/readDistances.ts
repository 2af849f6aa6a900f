import type { Knex } from 'knex';
import { rangeId } from '../../ids';
import type { RangeRow, ScopeRef } from '../../rows';

/** Two revisions of a scope. */
export type Span = { scope: ScopeRef; from: string; to: string };

/** How many commits `to` has that `from` has not, when it has `from`, too. */
export type Distance = { commits: number; isAhead: boolean };

/**
 * How far revisions are apart, by the ids of their ranges. What is not known,
 * or known in part only, is left out.
 */
export async function readDistances(
  knex: Knex,
  spans: Span[],
): Promise<Map<string, Distance>> {
  const apart = spans.filter(({ from, to }) => from !== to);
  if (apart.length === 0) {
    return new Map();
  }
  const rows: Array<
    Pick<RangeRow, 'id' | 'direction' | 'complete' | 'commits_json'>
  > = await knex('revision_range')
    .select('id', 'direction', 'complete', 'commits_json')
    .whereIn('id', [...new Set(apart.map(idOfSpan))]);
  return new Map(
    rows
      .filter(({ complete }) => Boolean(complete))
      .map(({ id, direction, commits_json }) => [
        id,
        {
          commits:
            direction === 'ahead' || direction === 'diverged'
              ? JSON.parse(commits_json).length
              : 0,
          isAhead: direction === 'ahead' || direction === 'identical',
        },
      ]),
  );
}

export function idOfSpan({ scope, from, to }: Span): string {
  return rangeId(scope.sourceId, scope.scope, from, to);
}
