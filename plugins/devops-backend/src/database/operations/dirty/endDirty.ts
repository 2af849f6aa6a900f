import type { Knex } from 'knex';
import type { DirtyEntityRow } from '../../derivedRows';

type Claimed = Pick<DirtyEntityRow, 'entity_uid' | 'claim' | 'revision'>;

/**
 * Holds on to a claim until the transaction ends. False when another worker
 * has taken over: what was computed may be older than what that one finds.
 */
export async function holdDirty(
  trx: Knex.Transaction,
  { entity_uid, claim }: Claimed,
): Promise<boolean> {
  const held = await trx('dirty_entity')
    .where({ entity_uid, claim })
    .update({ claim });
  return held > 0;
}

/**
 * Removes the mark of an entity that is computed. When it was marked again
 * meanwhile, the mark stays: what was read may be older than that.
 */
export async function finishDirty(
  trx: Knex.Transaction,
  { entity_uid, claim, revision }: Claimed,
  dueAt: number,
): Promise<void> {
  const removed = await trx('dirty_entity')
    .where({ entity_uid, claim, revision })
    .delete();
  if (removed === 0) {
    await trx('dirty_entity').where({ entity_uid, claim }).update({
      claim: null,
      leased_until: null,
      attempts: 0,
      due_at: dueAt,
    });
  }
}

/** Gives an entity back that could not be computed. */
export async function failDirty(
  knex: Knex,
  { entity_uid, claim }: Claimed,
  failure: { error: string; dueAt: number },
): Promise<void> {
  await knex('dirty_entity').where({ entity_uid, claim }).update({
    claim: null,
    leased_until: null,
    error: failure.error,
    due_at: failure.dueAt,
  });
}
