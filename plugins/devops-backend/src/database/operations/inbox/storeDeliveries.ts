import type { Knex } from 'knex';

export type NewDelivery = {
  sourceId: string;
  deliveryId?: string;
  event: string;
  receivedAt: number;
  /** gzip; of a large body the first part. */
  body: Buffer;
  /** The parts after the first. */
  rest?: Buffer[];
  /** Of the body as it came. */
  sizeBytes?: number;
};

/**
 * Puts webhooks into the inbox, all or none. A delivery that waits or is
 * applied already is not stored again; one that was parked gets another
 * chance, with the body that came now.
 */
export async function storeDeliveries(
  knex: Knex,
  deliveries: NewDelivery[],
): Promise<void> {
  const small = deliveries.filter(({ rest }) => !rest?.length);
  if (small.length > 0) {
    await insertRows(knex, small);
  }
  for (const delivery of deliveries.filter(({ rest }) => rest?.length)) {
    const [id] = await insertRows(knex, [delivery]);
    if (id !== undefined) {
      await replaceParts(knex, id, delivery.rest ?? []);
    }
  }
}

/** Returns the ids of the rows that are new or got a new body. */
async function insertRows(
  knex: Knex,
  deliveries: NewDelivery[],
): Promise<Array<number | string>> {
  const excluded = (column: string) => knex.raw(`excluded.${column}`);
  const rows: Array<{ id: number | string }> = await knex('inbox')
    .insert(
      distinct(deliveries).map(delivery => ({
        source_id: delivery.sourceId,
        delivery_id: delivery.deliveryId ?? null,
        event: delivery.event,
        received_at: delivery.receivedAt,
        body: delivery.body,
        parts: delivery.rest?.length ?? 0,
        size_bytes: delivery.sizeBytes ?? null,
        state: 'pending',
        attempts: 0,
        due_at: delivery.receivedAt,
      })),
    )
    .onConflict(['source_id', 'delivery_id'])
    .merge({
      event: excluded('event'),
      received_at: excluded('received_at'),
      body: excluded('body'),
      parts: excluded('parts'),
      size_bytes: excluded('size_bytes'),
      state: 'pending',
      attempts: 0,
      lost_claims: 0,
      due_at: excluded('due_at'),
      error: null,
    })
    .where('inbox.state', 'parked')
    .returning('id');
  return rows.map(({ id }) => id);
}

/** A statement may touch a row only once; what is repeated is the same. */
function distinct(deliveries: NewDelivery[]): NewDelivery[] {
  const seen = new Set<string>();
  return deliveries.filter(({ sourceId, deliveryId }) => {
    const key = `${sourceId}\n${deliveryId}`;
    const isNew = deliveryId === undefined || !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

async function replaceParts(
  knex: Knex,
  id: number | string,
  parts: Buffer[],
): Promise<void> {
  await knex('inbox_part').where({ inbox_id: id }).delete();
  for (const [part, body] of parts.entries()) {
    await knex('inbox_part').insert({ inbox_id: id, part, body });
  }
}
