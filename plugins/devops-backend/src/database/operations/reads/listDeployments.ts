import type { Knex } from 'knex';
import { deploymentTable, shownColumns } from '../../mergeTables';
import type { DeploymentRow, ScopeRef } from '../../rows';
import { afterPosition, type Position } from './position';
import { whereScopes } from './whereScopes';

/** Deployments, newest first. */
export async function listDeployments(
  knex: Knex,
  scopes: ScopeRef[],
  options: {
    environment?: string;
    /** Only of these; undefined for all. */
    environments?: string[];
    /** Epoch milliseconds, inclusive. */
    from?: number;
    /** Epoch milliseconds, exclusive. */
    to?: number;
    after?: Position;
    limit: number;
  },
): Promise<DeploymentRow[]> {
  const query = whereScopes(
    knex('deployment').select(shownColumns(deploymentTable)),
    scopes,
  )
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(options.limit);
  if (options.environment !== undefined) {
    query.where('environment', options.environment);
  }
  if (options.environments !== undefined) {
    query.whereIn('environment', options.environments);
  }
  if (options.from !== undefined) {
    query.where('created_at', '>=', options.from);
  }
  if (options.to !== undefined) {
    query.where('created_at', '<', options.to);
  }
  return afterPosition(query, options.after);
}
