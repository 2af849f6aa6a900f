import type { Knex } from 'knex';

const ROWS_PER_STATEMENT = 100;

export type NewWork = {
  kind: string;
  sourceId: string;
  /** Work of the same kind, source and key collapses into one row. */
  key: string;
  payload: object;
  priority: number;
  dueAt: number;
};

/**
 * Adds work, or makes equal work that waits due at the earlier of both times.
 * Work that is under way just now is done once more afterwards, because what
 * it read may be older than this request.
 */
export async function enqueueWork(knex: Knex, items: NewWork[]): Promise<void> {
  const distinct = new Map(
    items.map(item => [`${item.kind}\n${item.sourceId}\n${item.key}`, item]),
  );
  // In a fixed order, so that two transactions cannot wait for each other.
  const keys = [...distinct.keys()].sort();
  for (let start = 0; start < keys.length; start += ROWS_PER_STATEMENT) {
    const batch = keys
      .slice(start, start + ROWS_PER_STATEMENT)
      .map(key => distinct.get(key)!);
    await knex('work_queue')
      .insert(
        batch.map(item => ({
          kind: item.kind,
          source_id: item.sourceId,
          item_key: item.key,
          payload: JSON.stringify(item.payload),
          priority: item.priority,
          state: 'pending',
          due_at: item.dueAt,
        })),
      )
      .onConflict(['kind', 'source_id', 'item_key'])
      .merge({
        payload: knex.raw('excluded.payload'),
        revision: knex.raw('work_queue.revision + 1'),
        // Work that failed keeps its back-off; work that was parked starts over.
        due_at: knex.raw(
          "case when work_queue.state = 'parked' or (work_queue.attempts = 0 and excluded.due_at < work_queue.due_at) then excluded.due_at else work_queue.due_at end",
        ),
        attempts: ofParked('attempts'),
        lost_claims: ofParked('lost_claims'),
        state: 'pending',
      });
  }

  function ofParked(column: string) {
    return knex.raw(
      `case when work_queue.state = 'parked' then 0 else work_queue.${column} end`,
    );
  }
}
