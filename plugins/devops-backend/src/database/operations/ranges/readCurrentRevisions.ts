import type { Knex } from 'knex';
import type { EnvironmentRow } from '../../rows';

/** An environment and the revision that runs there; null for none. */
export type CurrentRevisionRow = Pick<
  EnvironmentRow,
  'scope' | 'name' | 'tier'
> & { revision: string | null };

/** What of a unit runs in the environments of some scopes that still exist. */
export async function readCurrentRevisions(
  knex: Knex,
  sourceId: string,
  of: { scopes: string[]; unit: string },
): Promise<CurrentRevisionRow[]> {
  return knex('environment as e')
    .where('e.source_id', sourceId)
    .whereIn('e.scope', of.scopes)
    .where('e.gone', false)
    .select('e.scope', 'e.name', 'e.tier', {
      // Written as the index `deployment_current_idx` is, so that it is used.
      revision: knex.raw(
        `(select p.revision from deployment p
           where p.source_id = e.source_id and p.scope = e.scope
             and p.environment = e.name and p.status = 'succeeded'
             and coalesce(p.unit, '') = ?
           order by coalesce(p.finished_at, p.created_at) desc, p.id desc
           limit 1)`,
        [of.unit],
      ),
    });
}
