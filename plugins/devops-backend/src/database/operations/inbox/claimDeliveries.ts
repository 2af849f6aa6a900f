import type { Knex } from 'knex';
import { skipLocked } from '../../dialect';
import type { InboxRow } from '../../rows';

export type Claim = { claim: string; now: number; leaseMs: number };

/**
 * Takes the oldest deliveries that are due. The claim lasts until its lease
 * ends: a worker that dies in between leaves them to the next one, which can
 * tell from `lost_claims`.
 */
export async function claimDeliveries(
  knex: Knex,
  options: Claim & { sourceIds: string[]; limit: number },
): Promise<InboxRow[]> {
  const due = knex('inbox')
    .select('id')
    // Written out, because an index is only of these rows.
    .whereRaw("state = 'pending'")
    .where('due_at', '<=', options.now)
    .where(builder =>
      builder
        .whereNull('leased_until')
        .orWhere('leased_until', '<=', options.now),
    )
    .whereIn('source_id', options.sourceIds)
    .orderBy('id')
    .limit(options.limit);
  const rows: InboxRow[] = await knex('inbox')
    .with('due', skipLocked(knex, due))
    .whereIn('id', knex('due').select('id'))
    .update({
      claim: options.claim,
      // Whoever is done with a delivery leaves no lease behind.
      lost_claims: knex.raw(
        'case when leased_until is null then lost_claims else lost_claims + 1 end',
      ),
      leased_until: options.now + options.leaseMs,
    })
    .returning('*');
  return rows.sort((a, b) => Number(a.id) - Number(b.id));
}
