import type { Knex } from 'knex';
import type { VerdictRow } from '../../derivedRows';
import { deploymentTable, shownColumns } from '../../mergeTables';
import type { DeploymentRow, EnvironmentRow, ScopeRef } from '../../rows';
import { whereScopes } from './whereScopes';

/** More than a matrix can show; review environments come and go. */
const MOST = 100;

/** Each costs the database time to look it up, and few are shown. */
const NOT_SHOWN = [
  'version',
  'changed_at',
  'marked_failed',
  'marked_unplanned',
];

const DEPLOYMENT_COLUMNS = shownColumns(deploymentTable)
  .filter(column => !NOT_SHOWN.includes(column))
  .map(column => `d.${column}`)
  .join(', ');

type ShownEnvironment = Pick<EnvironmentRow, 'name' | 'tier' | 'url'>;

export type JudgedDeployment = Omit<
  DeploymentRow,
  'version' | 'changed_at' | 'marked_failed' | 'marked_unplanned'
> & { verdict?: ShownVerdict };

export type ShownVerdict = Pick<
  VerdictRow,
  'kind' | 'verdict' | 'previous_id' | 'change_count' | 'changes_known'
>;

export type StoredEnvironment = {
  environment: ShownEnvironment;
  /** The last successful deployment. */
  current?: JudgedDeployment;
  /** The last deployment of any outcome. */
  latest?: JudgedDeployment;
};

/** An environment with one of its two deployments, which may be the same. */
type Row = Omit<JudgedDeployment, 'id' | 'verdict'> & {
  id: string | null;
  e_id: string;
  e_name: string;
  e_tier: string | null;
  e_url: string | null;
  current_id: string | null;
  latest_id: string | null;
  v_verdict: string | null;
} & Omit<ShownVerdict, 'verdict'>;

/**
 * The environments of some scopes that still exist, with what runs there and
 * what was found out about it for an entity, by one statement.
 */
export async function readEnvironments(
  knex: Knex,
  scopes: ScopeRef[],
  entityUid?: string,
): Promise<StoredEnvironment[]> {
  const environments = whereScopes(
    knex('environment').select('id', 'name', 'tier', 'url', {
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
  const rows: Row[] = await knex
    .select(
      knex.raw(
        `${DEPLOYMENT_COLUMNS}, e.current_id, e.latest_id, e.id as e_id, e.name as e_name, e.tier as e_tier, e.url as e_url, v.verdict as v_verdict, v.kind, v.previous_id, v.change_count, v.changes_known`,
      ),
    )
    .from(environments.as('e'))
    .leftJoin('deployment as d', on =>
      on.on('d.id', 'e.current_id').orOn('d.id', 'e.latest_id'),
    )
    .leftJoin('deployment_verdict as v', on =>
      on
        .on('v.deployment_id', 'd.id')
        .onVal('v.entity_uid', '=', entityUid ?? ''),
    )
    .orderBy(['e.name', 'e.id']);
  return gather(rows);
}

function gather(rows: Row[]): StoredEnvironment[] {
  const environments = new Map<string, StoredEnvironment>();
  for (const row of rows) {
    const { e_id, e_name: name, e_tier: tier, e_url: url } = row;
    const stored = environments.get(e_id) ?? {
      environment: { name, tier, url },
    };
    environments.set(e_id, stored);
    const { id, v_verdict: verdict, ...deployment } = row;
    if (id === null) {
      continue; // nothing was deployed yet
    }
    // Without a verdict, what belongs to it is null, too.
    const judged = { ...deployment, id, verdict: { ...row, verdict } };
    if (id === row.current_id) {
      stored.current = judged;
    }
    if (id === row.latest_id) {
      stored.latest = judged;
    }
  }
  return [...environments.values()];
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
