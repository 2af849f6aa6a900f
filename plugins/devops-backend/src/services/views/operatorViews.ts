import type {
  InboxDelivery,
  WorkItem,
} from '@backstage-devops/plugin-devops-common';
import type { DeliverySummaryRow } from '../../database/operations/inbox/listDeliveries';
import type { WorkRow } from '../../database/rows';
import { compact, instantOf } from './cells';

export function toInboxDelivery(row: DeliverySummaryRow): InboxDelivery {
  return compact({
    id: String(row.id),
    sourceId: row.source_id,
    event: row.event,
    deliveryId: row.delivery_id ?? undefined,
    receivedAt: instantOf(row.received_at) ?? '',
    state: row.state,
    attempts: row.attempts,
    lostClaims: row.lost_claims,
    dueAt: row.state === 'pending' ? instantOf(row.due_at) : undefined,
    sizeBytes: row.size_bytes ?? undefined,
    error: row.error ?? undefined,
  });
}

export function toWorkItem(row: WorkRow): WorkItem {
  return compact({
    id: String(row.id),
    sourceId: row.source_id,
    kind: row.kind,
    // Scope and key of what it is about stand on lines of their own.
    key: row.item_key.replace('\n', ' '),
    state: row.state,
    attempts: row.attempts,
    lostClaims: row.lost_claims,
    dueAt: instantOf(row.due_at) ?? '',
    error: row.error ?? undefined,
  });
}
