import type { Knex } from 'knex';
import type { DirtyEntityRow } from '../../derivedRows';
import { skipLocked } from '../../dialect';
import type { Claim } from '../inbox/claimDeliveries';

/** Takes some entities that are due for computation, until the lease ends. */
export async function claimDirty(
  knex: Knex,
  options: Claim & { limit: number },
): Promise<DirtyEntityRow[]> {
  const due = knex('dirty_entity')
    .select('entity_uid')
    .where('due_at', '<=', options.now)
    .where(builder =>
      builder
        .whereNull('leased_until')
        .orWhere('leased_until', '<=', options.now),
    )
    .orderBy(['due_at', 'entity_uid'])
    .limit(options.limit);
  return knex('dirty_entity')
    .with('due', skipLocked(knex, due))
    .whereIn('entity_uid', knex('due').select('entity_uid'))
    .update({
      claim: options.claim,
      leased_until: options.now + options.leaseMs,
      // Counted here and not on failure, so that an entity that kills the
      // process is tried ever more rarely as well.
      attempts: knex.raw('attempts + 1'),
    })
    .returning('*');
}

/** When the next entity is due; undefined when none waits. */
export async function nextDirtyAt(knex: Knex): Promise<number | undefined> {
  const row = await knex('dirty_entity')
    .whereNull('leased_until')
    .min({ at: 'due_at' })
    .first();
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
}
