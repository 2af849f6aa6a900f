import type { Knex } from 'knex';
import type { EntityRow, Owners } from '../../derivedRows';

const ROWS_PER_STATEMENT = 50;

export type MirrorWrite = {
  row: EntityRow;
  annotations: Record<string, string>;
};

/** Stores entities as they are now. Part of a transaction. */
export async function writeMirror(
  trx: Knex,
  entities: MirrorWrite[],
): Promise<void> {
  const sorted = [...entities].sort((a, b) => (a.row.uid < b.row.uid ? -1 : 1));
  for (const some of batches(sorted)) {
    await trx('entity')
      .insert(some.map(({ row }) => row))
      .onConflict('uid')
      .merge();
    await trx('entity_annotation')
      .whereIn(
        'entity_uid',
        some.map(({ row }) => row.uid),
      )
      .delete();
  }
  const annotations = sorted.flatMap(entity =>
    Object.entries(entity.annotations).map(([name, value]) => ({
      entity_uid: entity.row.uid,
      name,
      value,
    })),
  );
  for (const some of batches(annotations)) {
    await trx('entity_annotation').insert(some);
  }
}

/** Notes that entities are gone; what is known about them stays. */
export async function markGone(
  trx: Knex,
  uids: string[],
  now: number,
): Promise<void> {
  for (const some of batches([...uids].sort())) {
    await trx('entity')
      .whereIn('uid', some)
      .whereNull('gone_at')
      .update({ gone_at: now });
  }
}

/** Who entities belong to from an instant on; the first time, from ever. */
export async function changeOwners(
  trx: Knex,
  changes: Array<Owners & { uid: string; known: boolean }>,
  now: number,
): Promise<void> {
  const known = changes.filter(change => change.known).map(({ uid }) => uid);
  for (const some of batches(known.sort())) {
    await trx('entity_ownership')
      .whereIn('entity_uid', some)
      .whereNull('valid_to')
      .update({ valid_to: now });
  }
  const rows = changes.map(change => ({
    entity_uid: change.uid,
    valid_from: change.known ? now : 0,
    valid_to: null,
    owner_ref: change.owner_ref,
    system_ref: change.system_ref,
    domain_ref: change.domain_ref,
  }));
  for (const some of batches(rows)) {
    await trx('entity_ownership')
      .insert(some)
      .onConflict(['entity_uid', 'valid_from'])
      .merge();
  }
}

function batches<T>(items: T[]): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += ROWS_PER_STATEMENT) {
    result.push(items.slice(start, start + ROWS_PER_STATEMENT));
  }
  return result;
}
