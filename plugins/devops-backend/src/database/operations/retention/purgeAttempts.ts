import type { Knex } from 'knex';

/** Deletes all attempts of runs or deployments, some with each statement. */
export async function purgeAttempts(
  knex: Knex,
  subjectIds: string[],
  limit: number,
): Promise<void> {
  const some = () =>
    knex('attempt')
      .whereIn(
        'id',
        knex('attempt')
          .select('id')
          .whereIn('subject_id', subjectIds)
          .limit(limit),
      )
      .delete();
  let deleted: number;
  do {
    deleted = await some();
  } while (deleted > 0);
}
