import type { Knex } from 'knex';
import { rangeId } from '../../ids';
import type { RangeRow, ScopeRef } from '../../rows';

/** What lies between two revisions of a scope, when it is known. */
export async function readRange(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
  between: { from: string; to: string },
): Promise<RangeRow | undefined> {
  return knex('revision_range')
    .where('id', rangeId(sourceId, scope, between.from, between.to))
    .first();
}
