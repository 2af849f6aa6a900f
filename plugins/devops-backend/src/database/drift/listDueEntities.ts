import type { Knex } from 'knex';
import { LOCATION_ANNOTATIONS } from '../../services/entityLocation';
import type { DriftRow } from './rows';

/** An entity whose repository is to be asked, with what is known of it. */
export type DueEntity = {
  uid: string;
  ref: string;
  known?: DriftRow;
};

/**
 * Entities from repositories that were never asked, that are due, or whose
 * report is by other generators or another policy than today's. One whose
 * repository cannot be read waits its time in any case.
 */
export async function listDueEntities(
  knex: Knex,
  options: { now: number; fingerprint: string; limit: number },
): Promise<DueEntity[]> {
  const { now, fingerprint, limit } = options;
  const rows: Array<DriftRow & { uid: string; ref: string }> = await knex(
    'entity as e',
  )
    .leftJoin('pipeline_drift as d', 'd.entity_uid', 'e.uid')
    .select('d.*', 'e.uid', 'e.ref')
    .whereNull('e.gone_at')
    .whereExists(builder => {
      builder
        .from('entity_annotation as a')
        .select(knex.raw('1'))
        .whereRaw('a.entity_uid = e.uid')
        .whereIn('a.name', LOCATION_ANNOTATIONS);
    })
    .where(due => {
      due
        .whereNull('d.entity_uid')
        .orWhere('d.due_at', '<=', now)
        .orWhere(outdated => {
          outdated
            .whereNull('d.read_error')
            .whereRaw(`coalesce(d.fingerprint, '') <> ?`, [fingerprint]);
        });
    })
    .orderByRaw('coalesce(d.due_at, 0), e.uid')
    .limit(limit);
  return rows.map(({ uid, ref, ...known }) => ({
    uid,
    ref,
    ...(known.entity_uid === null ? {} : { known }),
  }));
}
