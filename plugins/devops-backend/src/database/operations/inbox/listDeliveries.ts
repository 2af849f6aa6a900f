import type { Knex } from 'knex';
import type { InboxRow } from '../../rows';

/** A delivery without its body. */
export type DeliverySummaryRow = Omit<
  InboxRow,
  'body' | 'parts' | 'claim' | 'leased_until'
>;

export const SUMMARY_COLUMNS = [
  'id',
  'source_id',
  'delivery_id',
  'event',
  'received_at',
  'state',
  'attempts',
  'lost_claims',
  'due_at',
  'size_bytes',
  'error',
] as const;

/** Deliveries without their bodies, newest first. */
export async function listDeliveries(
  knex: Knex,
  options: {
    state?: InboxRow['state'];
    sourceId?: string;
    event?: string;
    before?: string;
    limit: number;
  },
): Promise<DeliverySummaryRow[]> {
  const query = knex('inbox')
    .select(SUMMARY_COLUMNS)
    .orderBy('id', 'desc')
    .limit(options.limit);
  if (options.state) {
    // Written out, because there are indexes of some states only.
    query.whereRaw(`state = '${options.state}'`);
  }
  if (options.sourceId !== undefined) {
    query.where('source_id', options.sourceId);
  }
  if (options.event !== undefined) {
    query.where('event', options.event);
  }
  if (options.before !== undefined) {
    query.where('id', '<', options.before);
  }
  return query;
}
