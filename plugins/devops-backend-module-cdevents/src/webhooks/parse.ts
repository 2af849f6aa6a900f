import type {
  WebhookDelivery,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import { toRecords } from '../mappers';
import { readCdevent } from '../mappers/readCdevent';
import { readCloudEvents } from './cloudEvents';

/** CloudEvents that are no CDEvents, or of no use here, have no records. */
export function parseWebhook({ body }: WebhookDelivery): WebhookResult {
  const events = readCloudEvents(body);
  return {
    records: events.flatMap(({ event, where }) => {
      const cdevent = readCdevent(event, where);
      return cdevent ? toRecords(cdevent) : [];
    }),
  };
}
