import type { Knex } from 'knex';
import type { DeploymentRow } from '../../rows';

// As in the index `deployment_current_idx`.
const ENDED_AT = 'coalesce(finished_at, created_at)';

/**
 * The successful deployments of the same thing to the same environment right
 * before and right after a successful one.
 */
export async function readNeighbours(
  knex: Knex,
  deployment: DeploymentRow,
): Promise<{ previous?: DeploymentRow; next?: DeploymentRow }> {
  const position = [
    Number(deployment.finished_at ?? deployment.created_at),
    deployment.id,
  ];
  const successes = () =>
    successesOf(knex, deployment, deployment.environment).first();
  return {
    previous: await successes()
      .whereRaw(`(${ENDED_AT}, id) < (?, ?)`, position)
      .orderByRaw(`${ENDED_AT} desc, id desc`),
    next: await successes()
      .whereRaw(`(${ENDED_AT}, id) > (?, ?)`, position)
      .orderByRaw(`${ENDED_AT} asc, id asc`),
  };
}

/** What runs of the same thing in an environment. */
export async function readCurrent(
  knex: Knex,
  of: DeploymentRow,
  environment: string,
): Promise<DeploymentRow | undefined> {
  return successesOf(knex, of, environment)
    .orderByRaw(`${ENDED_AT} desc, id desc`)
    .first();
}

function successesOf(knex: Knex, of: DeploymentRow, environment: string) {
  return knex<DeploymentRow>('deployment')
    .where({ source_id: of.source_id, scope: of.scope, environment })
    .whereRaw("status = 'succeeded'")
    .whereRaw("coalesce(unit, '') = ?", [of.unit ?? '']);
}
