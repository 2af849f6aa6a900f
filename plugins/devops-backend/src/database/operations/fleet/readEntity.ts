import type { Knex } from 'knex';

export type MirroredEntity = {
  uid: string;
  kind: string;
  namespace: string;
  name: string;
  title: string | null;
  type: string | null;
  lifecycle: string | null;
  owner_ref: string | null;
  annotations: Array<{ name: string; value: string }>;
};

/** An entity as the catalog had it when it was last read; refs are lower case. */
export async function readEntity(
  knex: Knex,
  ref: string,
): Promise<MirroredEntity | undefined> {
  const rows: Array<
    Omit<MirroredEntity, 'annotations'> & {
      annotation: string | null;
      value: string | null;
    }
  > = await knex('entity as e')
    .leftJoin('entity_annotation as a', 'a.entity_uid', 'e.uid')
    .select(
      'e.uid',
      'e.kind',
      'e.namespace',
      'e.name',
      'e.title',
      'e.type',
      'e.lifecycle',
      'e.owner_ref',
      { annotation: 'a.name', value: 'a.value' },
    )
    .where('e.ref', ref)
    .whereNull('e.gone_at');
  if (rows.length === 0) {
    return undefined;
  }
  const [{ annotation: _, value: __, ...entity }] = rows;
  return {
    ...entity,
    annotations: rows.flatMap(({ annotation, value }) =>
      annotation === null ? [] : [{ name: annotation, value: value ?? '' }],
    ),
  };
}
