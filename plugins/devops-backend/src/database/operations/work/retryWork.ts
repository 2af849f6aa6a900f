import type { Knex } from 'knex';

/**
 * Makes work due at once, as if it had just been asked for. Returns false
 * when there is none of the id any more.
 */
export async function retryWork(
  knex: Knex,
  id: string,
  now: number,
): Promise<boolean> {
  const updated = await knex('work_queue').where({ id }).update({
    state: 'pending',
    attempts: 0,
    lost_claims: 0,
    due_at: now,
    error: null,
  });
  return updated === 1;
}
