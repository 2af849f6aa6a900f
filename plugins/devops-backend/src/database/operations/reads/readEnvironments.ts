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

/** The environments of some scopes that still exist, with what runs there. */
export async function readEnvironments(
  knex: Knex,
  scopes: ScopeRef[],
): Promise<StoredEnvironment[]> {
  const rows: Array<
    EnvironmentRow & { current_id: string | null; latest_id: string | null }
  > = await whereScopes(
    knex('environment').select('environment.*', {
      current_id: newest(knex, {
        where: "d.status = 'succeeded'",
        order: 'coalesce(d.finished_at, d.created_at) desc, d.id desc',
      }),
      latest_id: newest(knex, {
        where: '1 = 1',
        order: 'd.created_at desc, d.id desc',
      }),
    }),
    scopes,
  )
    .where('gone', false)
    .orderBy(['name', 'id'])
    .limit(MOST);
  const ids = rows.flatMap(({ current_id, latest_id }) =>
    [current_id, latest_id].flatMap(id => id ?? []),
  );
  const deployments: DeploymentRow[] =
    ids.length === 0
      ? []
      : await knex('deployment').whereIn('id', [...new Set(ids)]);
  const byId = new Map(deployments.map(row => [row.id, row]));
  return rows.map(({ current_id, latest_id, ...environment }) => ({
    environment,
    current: byId.get(current_id ?? ''),
    latest: byId.get(latest_id ?? ''),
  }));
}

/** The first deployment of an environment: one entry of an index. */
function newest(knex: Knex, by: { where: string; order: string }): Knex.Raw {
  return knex.raw(
    `(select d.id from deployment d
       where d.source_id = environment.source_id
         and d.scope = environment.scope
         and d.environment = environment.name and ${by.where}
       order by ${by.order} limit 1)`,
  );
}
