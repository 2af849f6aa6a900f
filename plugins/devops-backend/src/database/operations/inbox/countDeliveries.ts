import type { Knex } from 'knex';

export type DeliveryCounts = { pending: number; parked: number };

/** How many webhooks of each source wait, and how many were set aside. */
export async function countDeliveries(
  knex: Knex,
): Promise<Map<string, DeliveryCounts>> {
  const rows: Array<{ source_id: string; state: string; n: number | string }> =
    await knex('inbox')
      .select('source_id', 'state')
      .count({ n: '*' })
      .whereIn('state', ['pending', 'parked'])
      .groupBy('source_id', 'state');
  const counts = new Map<string, DeliveryCounts>();
  for (const row of rows) {
    const count = counts.get(row.source_id) ?? { pending: 0, parked: 0 };
    count[row.state === 'parked' ? 'parked' : 'pending'] = Number(row.n);
    counts.set(row.source_id, count);
  }
  return counts;
}
