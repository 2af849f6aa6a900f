import type { Knex } from 'knex';

export type DeliveryCounts = {
  pending: number;
  parked: number;
  /** When the oldest one arrived that waits; undefined when none does. */
  oldestPendingAt?: number;
};

type Row = { source_id: string; n: number | string; oldest: number | string };

/** How many webhooks of each source wait, and how many were set aside. */
export async function countDeliveries(
  knex: Knex,
): Promise<Map<string, DeliveryCounts>> {
  const counts = new Map<string, DeliveryCounts>();
  for (const state of ['pending', 'parked'] as const) {
    const rows: Row[] = await knex('inbox')
      .select('source_id')
      .count({ n: '*' })
      .min({ oldest: 'received_at' })
      // Written out, because there is an index of either.
      .whereRaw(`state = '${state}'`)
      .groupBy('source_id');
    for (const row of rows) {
      const count = counts.get(row.source_id) ?? { pending: 0, parked: 0 };
      count[state] = Number(row.n);
      if (state === 'pending') {
        count.oldestPendingAt = Number(row.oldest);
      }
      counts.set(row.source_id, count);
    }
  }
  return counts;
}
