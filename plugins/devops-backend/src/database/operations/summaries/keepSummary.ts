import type { Knex } from 'knex';
import type { SummaryRow } from '../../derivedRows';

/** The summary of an entity that exists, by its ref in lower case. */
export async function readSummary(
  knex: Knex,
  ref: string,
): Promise<Partial<SummaryRow> | undefined> {
  return knex('entity as e')
    .leftJoin('delivery_summary as s', 's.entity_uid', 'e.uid')
    .select('s.*', { entity_uid: 'e.uid' })
    .where('e.ref', ref)
    .whereNull('e.gone_at')
    .first();
}

/**
 * Keeps a summary that was made after the revision was read, unless something
 * has changed since. Without a row the revision is 0.
 */
export async function keepSummary(
  knex: Knex,
  summary: { uid: string; revision: number; format: string; content: string },
): Promise<void> {
  const { uid, revision, format, content } = summary;
  await knex('delivery_summary')
    .insert({
      entity_uid: uid,
      revision,
      made_of: revision,
      format,
      content,
    })
    .onConflict('entity_uid')
    .merge(['made_of', 'format', 'content'])
    .whereRaw('delivery_summary.revision = excluded.revision');
}
