import type { Knex } from 'knex';
import type { DeploymentRow, EnvironmentRow, ScopeRef } from '../../rows';
import { whereScopes } from './whereScopes';

/** More than a matrix can show; review environments come and go. */
const MOST = 100;

export type StoredEnvironment = {
  environment: EnvironmentRow;
  /** The last successful deployment. */
  current?: DeploymentRow;
  /** The last deployment of any outcome. */
  latest?: DeploymentRow;
};

/** The environments of some scopes that still exist. */
export async function listEnvironments(
  knex: Knex,
  scopes: ScopeRef[],
): Promise<EnvironmentRow[]> {
  return whereScopes(knex('environment').select('*'), scopes)
    .where('gone', false)
    .orderBy(['name', 'id'])
    .limit(MOST);
}

/** The environments of some scopes that still exist, with what runs there. */
export async function readEnvironments(
  knex: Knex,
  scopes: ScopeRef[],
): Promise<StoredEnvironment[]> {
  const environments = await listEnvironments(knex, scopes);
  const ids = environments.map(environment => environment.id);
  const [current, latest] = [
    await newest(knex, ids, {
      where: "d.status = 'succeeded'",
      order: 'coalesce(d.finished_at, d.created_at) desc, d.id desc',
    }),
    await newest(knex, ids, {
      where: '1 = 1',
      order: 'd.created_at desc, d.id desc',
    }),
  ];
  return environments.map(environment => ({
    environment,
    current: current.get(key(environment, environment.name)),
    latest: latest.get(key(environment, environment.name)),
  }));
}

/** The first deployment of each environment, one index entry for each. */
async function newest(
  knex: Knex,
  environmentIds: string[],
  by: { where: string; order: string },
): Promise<Map<string, DeploymentRow>> {
  const first = knex('environment as e')
    .whereIn('e.id', environmentIds)
    .select(
      knex.raw(
        `(select d.id from deployment d
          where d.source_id = e.source_id and d.scope = e.scope
            and d.environment = e.name and ${by.where}
          order by ${by.order} limit 1)`,
      ),
    );
  const rows: DeploymentRow[] = await knex('deployment').whereIn('id', first);
  return new Map(rows.map(row => [key(row, row.environment), row]));
}

function key(row: { source_id: string; scope: string }, name: string): string {
  return JSON.stringify([row.source_id, row.scope, name]);
}
