import type { Knex } from 'knex';
import type { ScopeRef } from '../../rows';

/** How many runs of a scope were created in a span, its end not included. */
export async function countRuns(
  knex: Knex,
  { sourceId, scope }: ScopeRef,
  span: { since: number; until: number },
): Promise<number> {
  const row = await knex('pipeline_run')
    .where({ source_id: sourceId, scope })
    .where('created_at', '>=', span.since)
    .where('created_at', '<', span.until)
    .count({ count: '*' })
    .first();
  return Number(row?.count ?? 0);
}
