import type {
  WebhookDelivery,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import { readEvents } from '../events/readEvents';
import { toRecord } from '../mappers';
import { itemsOf } from './decode';

/** Reads the events again that were checked when they came in. */
export function parseWebhook({
  body,
  receivedAt,
}: WebhookDelivery): WebhookResult {
  const events = readEvents(itemsOf(body));
  return { records: events.map(event => toRecord(event, receivedAt)) };
}
