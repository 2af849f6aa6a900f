import type { Knex } from 'knex';
import type { DeploymentRow } from '../../rows';

/**
 * A successful deployment with the revisions of those of the same thing to the
 * same environment right before and right after it; null where there is none.
 */
export type SuccessRow = Pick<
  DeploymentRow,
  'id' | 'scope' | 'environment' | 'revision' | 'unit'
> & { previous: string | null; next: string | null };

/** The successful ones of some deployments and what stands beside them. */
export async function readNeighbours(
  knex: Knex,
  deploymentIds: string[],
): Promise<SuccessRow[]> {
  return knex('deployment as d')
    .whereIn('d.id', deploymentIds)
    .where('d.status', 'succeeded')
    .select('d.id', 'd.scope', 'd.environment', 'd.revision', 'd.unit', {
      previous: neighbour(knex, '<', 'desc'),
      next: neighbour(knex, '>', 'asc'),
    });
}

// Written as the index `deployment_current_idx` is, so that it is used.
function neighbour(knex: Knex, than: '<' | '>', order: 'asc' | 'desc') {
  return knex.raw(
    `(select p.revision from deployment p
       where p.source_id = d.source_id and p.scope = d.scope
         and p.environment = d.environment and p.status = 'succeeded'
         and coalesce(p.unit, '') = coalesce(d.unit, '')
         and (coalesce(p.finished_at, p.created_at), p.id)
             ${than} (coalesce(d.finished_at, d.created_at), d.id)
       order by coalesce(p.finished_at, p.created_at) ${order}, p.id ${order}
       limit 1)`,
  );
}
