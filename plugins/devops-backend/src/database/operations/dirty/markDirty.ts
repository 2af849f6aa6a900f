import type { Knex } from 'knex';
import type { DirtyReason } from '../../derivedRows';

export type DirtyMark = {
  entityUid: string;
  reason: DirtyReason;
  /** Earliest instant whose figures may differ now, epoch milliseconds. */
  fromAt: number;
  /** When to compute at the earliest: bursts collapse into one computation. */
  dueAt: number;
};

const ROWS_PER_STATEMENT = 100;

const EARLIER = 'excluded.from_at < dirty_entity.from_at';

/** What becomes of an entity that is marked already, by column. */
const onConflict = {
  from_at: `case when ${EARLIER} then excluded.from_at else dirty_entity.from_at end`,
  // The reason of what reaches back the furthest, for whoever asks why.
  reason: `case when ${EARLIER} then excluded.reason else dirty_entity.reason end`,
  revision: 'dirty_entity.revision + 1',
  // What failed keeps its back-off.
  due_at:
    'case when dirty_entity.attempts = 0 and excluded.due_at < dirty_entity.due_at then excluded.due_at else dirty_entity.due_at end',
};

/**
 * Marks entities for computation. Marks of an entity collapse into one; a mark
 * that comes while the entity is being computed leads to another computation,
 * because it raises the revision.
 */
export async function markDirty(knex: Knex, marks: DirtyMark[]): Promise<void> {
  const earliest = new Map<string, DirtyMark>();
  for (const mark of marks) {
    const known = earliest.get(mark.entityUid) ?? mark;
    earliest.set(mark.entityUid, {
      ...(mark.fromAt < known.fromAt ? mark : known),
      dueAt: Math.min(known.dueAt, mark.dueAt),
    });
  }
  // In a fixed order, so that two transactions cannot wait for each other.
  const rows = [...earliest.values()]
    .sort((a, b) => (a.entityUid < b.entityUid ? -1 : 1))
    .map(({ entityUid, fromAt, reason, dueAt }) => ({
      entity_uid: entityUid,
      from_at: fromAt,
      reason,
      due_at: dueAt,
    }));
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await knex('dirty_entity')
      .insert(rows.slice(start, start + ROWS_PER_STATEMENT))
      .onConflict('entity_uid')
      .merge(mergeOnConflict(knex));
  }
}

/**
 * Marks the entities that are bound to scopes of a source, each from the
 * earliest instant of its scopes on.
 */
export async function markBoundDirty(
  knex: Knex,
  sourceId: string,
  earliest: Map<string, number>,
  { reason, dueAt }: { reason: DirtyReason; dueAt: number },
): Promise<void> {
  const scopes = [...earliest];
  for (let start = 0; start < scopes.length; start += ROWS_PER_STATEMENT) {
    const some = scopes.slice(start, start + ROWS_PER_STATEMENT);
    const names = some.map(([scope]) => scope);
    const instants = some.map(() => 'when ? then cast(? as bigint)').join(' ');
    const updates = Object.entries(onConflict).map(
      ([column, value]) => `${column} = ${value}`,
    );
    await knex.raw(
      `insert into dirty_entity (entity_uid, from_at, reason, due_at)
       select entity_uid, min(case scope ${instants} end), ?, cast(? as bigint)
       from entity_binding
       where source_id = ? and scope in (${names.map(() => '?').join(', ')})
       group by entity_uid order by entity_uid
       on conflict (entity_uid) do update set ${updates.join(', ')}`,
      [...some.flat(), reason, dueAt, sourceId, ...names],
    );
  }
}

function mergeOnConflict(knex: Knex) {
  return Object.fromEntries(
    Object.entries(onConflict).map(([column, value]) => [
      column,
      knex.raw(value),
    ]),
  );
}
