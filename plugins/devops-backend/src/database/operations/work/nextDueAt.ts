import type { Knex } from 'knex';

/** When the next waiting row of a queue is due; undefined when none waits. */
export async function nextDueAt(
  knex: Knex,
  table: 'inbox' | 'work_queue',
  sourceIds: string[],
): Promise<number | undefined> {
  const row = await knex(table)
    // Written out, because an index is only of these rows.
    .whereRaw("state = 'pending'")
    .whereNull('leased_until')
    .whereIn('source_id', sourceIds)
    .min({ at: 'due_at' })
    .first();
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
}
