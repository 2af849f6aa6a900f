import type { Knex } from 'knex';

/** Deletes some results of gates from before an instant, and returns how many. */
export async function purgeGates(
  knex: Knex,
  options: { before: number; limit: number },
): Promise<number> {
  return knex('gate_result')
    .whereIn(
      'id',
      knex('gate_result')
        .select('id')
        .where('created_at', '<', options.before)
        .limit(options.limit),
    )
    .delete();
}
