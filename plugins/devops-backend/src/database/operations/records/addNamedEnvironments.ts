import type { Knex } from 'knex';
import { environmentId } from '../../ids';
import { NO_VERSION } from '../../versions';

/**
 * Makes a row for each environment that a deployment names, where there is
 * none: providers tell of environments and deployments in any order, and some
 * never tell of environments.
 */
export async function addNamedEnvironments(
  knex: Knex,
  sourceId: string,
  named: Array<{ scope: string; environment: string }>,
): Promise<void> {
  const rows = new Map(
    named.map(({ scope, environment }) => {
      const id = environmentId(sourceId, scope, environment);
      return [
        id,
        {
          id,
          source_id: sourceId,
          scope,
          name: environment,
          gone: false,
          changed_at: 0,
          version: NO_VERSION,
        },
      ];
    }),
  );
  if (rows.size > 0) {
    await knex('environment')
      .insert([...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
      .onConflict('id')
      .ignore();
  }
}
