import type { Knex } from 'knex';
import type { SnapshotRow } from '../../derivedRows';

/** The figures of an entity over a window, as they were computed last. */
export async function readSnapshot(
  knex: Knex,
  entityUid: string,
  windowDays: number,
): Promise<SnapshotRow | undefined> {
  return knex('entity_snapshot')
    .where({ entity_uid: entityUid, window_days: windowDays })
    .first();
}
