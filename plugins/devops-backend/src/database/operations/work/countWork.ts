import type { Knex } from 'knex';

export type WorkCounts = { pending: number; parked: number };

type Row = {
  source_id: string;
  state: 'pending' | 'parked';
  n: number | string;
};

/** How much work of each source waits, and how much was set aside. */
export async function countWork(knex: Knex): Promise<Map<string, WorkCounts>> {
  const rows: Row[] = await knex('work_queue')
    .select('source_id', 'state')
    .count({ n: '*' })
    .groupBy('source_id', 'state');
  const counts = new Map<string, WorkCounts>();
  for (const row of rows) {
    const count = counts.get(row.source_id) ?? { pending: 0, parked: 0 };
    count[row.state] = Number(row.n);
    counts.set(row.source_id, count);
  }
  return counts;
}
