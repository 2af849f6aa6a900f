import type { Knex } from 'knex';

export type NewDelivery = {
  sourceId: string;
  deliveryId?: string;
  event: string;
  receivedAt: number;
  /** gzip */
  body: Buffer;
};

/**
 * Puts a webhook into the inbox. A delivery that waits or is applied already
 * is not stored again; one that was parked gets another chance, with the body
 * that came now.
 */
export async function storeDelivery(
  knex: Knex,
  delivery: NewDelivery,
): Promise<void> {
  await knex('inbox')
    .insert({
      source_id: delivery.sourceId,
      delivery_id: delivery.deliveryId ?? null,
      event: delivery.event,
      received_at: delivery.receivedAt,
      body: delivery.body,
      state: 'pending',
      attempts: 0,
      due_at: delivery.receivedAt,
    })
    .onConflict(['source_id', 'delivery_id'])
    .merge({
      event: delivery.event,
      received_at: delivery.receivedAt,
      body: delivery.body,
      state: 'pending',
      attempts: 0,
      due_at: delivery.receivedAt,
      error: null,
    })
    .where('inbox.state', 'parked');
}
