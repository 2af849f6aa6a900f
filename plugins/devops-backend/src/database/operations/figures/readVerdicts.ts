import type { Knex } from 'knex';
import type { VerdictRow } from '../../derivedRows';

/** More incidents than fit on one page. */
const MOST_FAILED = 500;

/** What was found out about some deployments of an entity, by their ids. */
export async function readVerdicts(
  knex: Knex,
  entityUid: string,
  deploymentIds: string[],
): Promise<Map<string, VerdictRow>> {
  const rows: VerdictRow[] = await knex('deployment_verdict')
    .where('entity_uid', entityUid)
    .whereIn('deployment_id', [...new Set(deploymentIds)]);
  return new Map(rows.map(row => [row.deployment_id, row]));
}

/**
 * The deployments of an entity that incidents are attributed to and that ended
 * before an instant, newest first.
 */
export async function readBlamed(
  knex: Knex,
  entityUid: string,
  before: number,
): Promise<VerdictRow[]> {
  return knex('deployment_verdict')
    .where('entity_uid', entityUid)
    .where('finished_at', '<=', before)
    .whereNot('incident_ids_json', '[]')
    .orderBy('finished_at', 'desc')
    .limit(MOST_FAILED);
}
