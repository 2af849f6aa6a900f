import type { Knex } from 'knex';
import { rangeId } from '../../ids';
import type { DeploymentRow, ScopeRef } from '../../rows';
import { readCurrent, readNeighbours } from './readNeighbours';

/** Two revisions of a scope of which nobody said yet what lies between them. */
export type WantedRange = { scope: string; from: string; to: string };

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
    /** Names of environments of a scope in promotion order, lowest first. */
    environmentsOf(scope: ScopeRef): Promise<string[]>;
    /** Epoch milliseconds. */
    askAgainBefore: number;
  },
): Promise<WantedRange[]> {
  const deployments: DeploymentRow[] = await knex('deployment')
    .whereIn('id', options.deploymentIds)
    .where('status', 'succeeded');
  const wanted = new Map<string, WantedRange>();
  const want = (scope: string, from?: string, to?: string) => {
    if (from && to && from !== to) {
      const range = { scope, from, to };
      wanted.set(rangeId(sourceId, scope, from, to), range);
    }
  };
  for (const deployment of deployments) {
    const { scope, revision } = deployment;
    const { previous, next } = await readNeighbours(knex, deployment);
    want(scope, previous?.revision, revision);
    want(scope, revision, next?.revision);
    if (!next) {
      const names = await options.environmentsOf({ sourceId, scope });
      const at = names.indexOf(deployment.environment);
      const current = async (name: string | undefined) =>
        name === undefined ? undefined : readCurrent(knex, deployment, name);
      // What a lower environment has that the higher one has not.
      want(scope, revision, (await current(names[at - 1]))?.revision);
      want(scope, (await current(names[at + 1]))?.revision, revision);
    }
  }
  const stored = await knex('revision_range')
    .select('id')
    .whereIn('id', [...wanted.keys()])
    .where(builder =>
      builder
        .where('complete', true)
        .orWhereNot('commits_json', '[]')
        .orWhere('changed_at', '>', options.askAgainBefore),
    );
  stored.forEach(({ id }) => wanted.delete(id));
  return [...wanted.values()];
}
