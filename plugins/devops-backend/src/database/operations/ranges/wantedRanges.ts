import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';
import { rangeId } from '../../ids';
import {
  readCurrentRevisions,
  type CurrentRevisionRow,
} from './readCurrentRevisions';
import { readNeighbours, type SuccessRow } from './readNeighbours';

/** Two revisions of a scope of which nobody said yet what lies between them. */
export type WantedRange = { scope: string; from: string; to: string };

/** Sorts environments by promotion, lowest first. */
export type PromotionOrder = (
  a: CurrentRevisionRow,
  b: CurrentRevisionRow,
) => number;

/**
 * What has to be known to say what deployments brought and what the next one
 * would bring: the ranges between each of some deployments and the successful
 * ones of its environment before and after it, and, for those that run at
 * present, the ranges to what runs in the environments beside theirs.
 *
 * Ranges that are stored are not among them. A range whose revisions the
 * provider did not know counts as stored until `askAgainBefore`.
 */
export async function wantedRanges(
  knex: Knex,
  sourceId: string,
  options: {
    deploymentIds: string[];
    byPromotion: PromotionOrder;
    /** Epoch milliseconds. */
    askAgainBefore: number;
  },
): Promise<WantedRange[]> {
  const wanted = new Map<string, WantedRange>();
  const want = (scope: string, from?: string | null, to?: string | null) => {
    if (from && to && from !== to) {
      const range = { scope, from, to };
      wanted.set(rangeId(sourceId, scope, from, to), range);
    }
  };
  const successes = await readNeighbours(knex, options.deploymentIds);
  for (const { scope, previous, revision, next } of successes) {
    want(scope, previous, revision);
    want(scope, revision, next);
  }
  const current = successes.filter(({ next }) => next === null);
  const besides = await readEnvironmentsOf(knex, sourceId, current);
  for (const { scope, unit, environment, revision } of current) {
    const environments = (besides.get(unit ?? '') ?? [])
      .filter(row => row.scope === scope)
      .sort(options.byPromotion);
    const at = environments.findIndex(({ name }) => name === environment);
    // What a lower environment has that the higher one has not.
    want(scope, revision, environments[at - 1]?.revision);
    want(scope, environments[at + 1]?.revision, revision);
  }
  if (wanted.size === 0) {
    return [];
  }
  const stored = await whereAnyOf(knex('revision_range').select('id'), 'id', [
    ...wanted.keys(),
  ]).where(builder =>
    builder
      .where('complete', true)
      .orWhereNot('commits_json', '[]')
      .orWhere('changed_at', '>', options.askAgainBefore),
  );
  stored.forEach(({ id }: { id: string }) => wanted.delete(id));
  return [...wanted.values()];
}

/** The environments of the scopes of deployments, by unit. */
async function readEnvironmentsOf(
  knex: Knex,
  sourceId: string,
  deployments: SuccessRow[],
): Promise<Map<string, CurrentRevisionRow[]>> {
  const scopesOf = new Map<string, Set<string>>();
  for (const { unit, scope } of deployments) {
    const scopes = scopesOf.get(unit ?? '') ?? new Set();
    scopesOf.set(unit ?? '', scopes.add(scope));
  }
  const rows = new Map<string, CurrentRevisionRow[]>();
  for (const [unit, scopes] of scopesOf) {
    const of = { scopes: [...scopes], unit };
    rows.set(unit, await readCurrentRevisions(knex, sourceId, of));
  }
  return rows;
}
