import { SLO_SERVICE_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { whereAnyOf } from '../dialect';

/**
 * The uids of entities whose pages show objectives of some services or with
 * some ids: whose pages are to follow when one of them changes. An annotation
 * that lists several services is not found; such pages follow at their next
 * poll.
 */
export async function findSloEntities(
  knex: Knex,
  changed: { services: string[]; sloIds: string[] },
): Promise<string[]> {
  const refs = whereAnyOf(
    knex('slos').whereNull('removed_at').select('entity_ref'),
    'slo_id',
    changed.sloIds,
  );
  const annotated = whereAnyOf(
    knex('entity_annotation').where('name', SLO_SERVICE_ANNOTATION),
    'value',
    changed.services,
  ).select('entity_uid');
  const rows = await knex('entity')
    .whereNull('gone_at')
    .where(either =>
      either
        .where(named =>
          whereAnyOf(
            named.where({ kind: 'Component', namespace: DEFAULT_NAMESPACE }),
            'name',
            changed.services,
          ),
        )
        .orWhereIn('uid', annotated)
        .orWhereIn('ref', refs),
    )
    .select('uid');
  return rows.map(row => row.uid);
}
