import type { Knex } from 'knex';
import { markDirty } from './markDirty';

/**
 * Marks existing entities whose figures are older than an instant: windows
 * move on though nothing happens. They are spread over some time.
 */
export async function markAged(
  knex: Knex,
  options: { before: number; now: number; overMs: number; limit: number },
): Promise<number> {
  const { before, now, overMs, limit } = options;
  const aged: Array<{ uid: string }> = await knex('entity as e')
    .join('entity_snapshot as s', builder =>
      builder.on('s.entity_uid', 'e.uid').onVal('s.window_days', 7),
    )
    .whereNull('e.gone_at')
    .where('s.as_of', '<', before)
    .whereNotExists(
      knex('dirty_entity as d')
        .select(knex.raw('1'))
        .whereRaw('d.entity_uid = e.uid')
        .where('d.due_at', '<=', now + overMs),
    )
    .select('e.uid')
    .orderBy(['s.as_of', 'e.uid'])
    .limit(limit);
  await markDirty(
    knex,
    aged.map(({ uid }, index) => ({
      entityUid: uid,
      reason: 'age',
      fromAt: now,
      dueAt: now + Math.floor((index * overMs) / aged.length),
    })),
  );
  return aged.length;
}
