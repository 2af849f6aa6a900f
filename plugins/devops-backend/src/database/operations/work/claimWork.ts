import type { Knex } from 'knex';
import { skipLocked } from '../../dialect';
import type { WorkRow } from '../../rows';
import type { Claim } from '../inbox/claimDeliveries';

/**
 * Takes the most urgent work that is due, until its lease ends. Work of a
 * worker that died before can be told from `lost_claims`.
 */
export async function claimWork(
  knex: Knex,
  options: Claim & { sourceIds: string[]; limit: number },
): Promise<WorkRow[]> {
  const due = knex('work_queue')
    .select('id')
    .where('state', 'pending')
    .where('due_at', '<=', options.now)
    .where(builder =>
      builder
        .whereNull('leased_until')
        .orWhere('leased_until', '<=', options.now),
    )
    .whereIn('source_id', options.sourceIds)
    .orderBy(['priority', 'due_at', 'id'])
    .limit(options.limit);
  const rows: WorkRow[] = await knex('work_queue')
    .with('due', skipLocked(knex, due))
    .whereIn('id', knex('due').select('id'))
    .update({
      claim: options.claim,
      // Whoever is done with work leaves no lease behind.
      lost_claims: knex.raw(
        'case when leased_until is null then lost_claims else lost_claims + 1 end',
      ),
      leased_until: options.now + options.leaseMs,
    })
    .returning('*');
  return rows.sort((a, b) => a.priority - b.priority);
}
