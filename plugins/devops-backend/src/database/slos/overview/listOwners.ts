import { SLO_SERVICE_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';

/** An entity of the mirror, as far as it says which objectives are its own. */
export type ObjectiveOwner = { uid: string; ref: string; entity: Entity };

type NamedRow = {
  uid: string;
  ref: string;
  kind: string;
  namespace: string;
  name: string;
  /** Of the annotation. */
  value: string | null;
};

/** Entities that exist, all of them or those with some refs. */
export async function listOwners(
  knex: Knex,
  refs?: string[],
): Promise<ObjectiveOwner[]> {
  const query = knex('entity as e')
    .leftJoin('entity_annotation as a', join =>
      join
        .on('a.entity_uid', 'e.uid')
        .andOnVal('a.name', SLO_SERVICE_ANNOTATION),
    )
    .whereNull('e.gone_at')
    .select('e.uid', 'e.ref', 'e.kind', 'e.namespace', 'e.name', 'a.value')
    .orderBy('e.ref');
  const rows: NamedRow[] = await (refs
    ? whereAnyOf(query, 'e.ref', refs)
    : query);
  return rows.map(({ uid, ref, kind, namespace, name, value }) => ({
    uid,
    ref,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        uid,
        namespace,
        name,
        ...(value === null
          ? {}
          : { annotations: { [SLO_SERVICE_ANNOTATION]: value } }),
      },
    },
  }));
}
