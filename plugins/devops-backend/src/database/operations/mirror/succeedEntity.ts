import type { Knex } from 'knex';
import type { OwnershipRow } from '../../derivedRows';
import { markScopeDays } from '../figures/markScopeDays';
import { readOwnership } from './readMirror';

/**
 * Lets an entity go on where others ended that were the same thing under
 * another uid: who owned it then is known, and what it counted is not counted
 * twice in the roll-ups, since the successor is bound to the same history.
 */
export async function succeedEntity(
  trx: Knex,
  uid: string,
  formerUids: string[],
  now: number,
): Promise<void> {
  const former: OwnershipRow[] = await trx('entity_ownership')
    .whereIn('entity_uid', formerUids)
    .orderBy(['valid_from', 'entity_uid']);
  const own = await readOwnership(trx, uid);
  if (former.length > 0 && own.length === 1) {
    await trx('entity_ownership').where('entity_uid', uid).delete();
    await trx('entity_ownership')
      .insert(joined(uid, former, own[0], now))
      .onConflict(['entity_uid', 'valid_from'])
      .ignore();
  }
  const counted = trx('rollup_day')
    .whereIn('entity_uid', formerUids)
    .where('pooled', true);
  await markScopeDays(
    trx,
    await counted
      .clone()
      .select('day', 'owner_ref', 'system_ref', 'domain_ref'),
    now,
  );
  await counted.update({ pooled: false });
}

function joined(
  uid: string,
  former: OwnershipRow[],
  own: OwnershipRow,
  now: number,
): OwnershipRow[] {
  const last = former[former.length - 1];
  const before = former
    .filter(row => row !== last)
    .map(row => ({ ...row, entity_uid: uid, valid_to: row.valid_to ?? now }));
  const same =
    last.owner_ref === own.owner_ref &&
    last.system_ref === own.system_ref &&
    last.domain_ref === own.domain_ref;
  return same
    ? [...before, { ...last, entity_uid: uid, valid_to: null }]
    : [
        ...before,
        { ...last, entity_uid: uid, valid_to: now },
        { ...own, valid_from: now },
      ];
}
