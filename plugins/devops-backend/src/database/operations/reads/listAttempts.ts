import type { Knex } from 'knex';
import type { AttemptRow } from '../../rows';

/** The attempts of a run or deployment before its present one, oldest first. */
export async function listAttempts(
  knex: Knex,
  subject: { id: string; attempt: number | null },
): Promise<AttemptRow[]> {
  return knex('attempt')
    .where('subject_id', subject.id)
    .where('attempt', '<', subject.attempt ?? 1)
    .orderBy('attempt');
}
