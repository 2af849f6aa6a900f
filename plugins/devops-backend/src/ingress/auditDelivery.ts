import type { AuditorService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  DeliverySource,
  WebhookVerdict,
} from '@backstage-devops/plugin-devops-node';

/**
 * Takes a delivery and notes who sent it, where the credential tells: a
 * provider's own webhooks are no acts of anybody, and there are many of them.
 * A sender that was refused what it may not write is noted too.
 */
export async function auditDelivery(
  auditor: AuditorService,
  source: DeliverySource,
  delivery: {
    verify(): WebhookVerdict | Promise<WebhookVerdict>;
    store(verdict: WebhookVerdict): Promise<void>;
  },
): Promise<void> {
  const noteWith = (meta: JsonObject) =>
    auditor.createEvent({
      eventId: 'delivery-push',
      severityLevel: 'medium',
      meta: { source: source.id, provider: source.provider, ...meta },
    });

  let verdict: WebhookVerdict;
  try {
    verdict = await delivery.verify();
  } catch (error) {
    if ((error as Error).name === 'NotAllowedError') {
      await (await noteWith({})).fail({ error: error as Error });
    }
    throw error;
  }

  const { sender, event } = verdict;
  const note = sender && (await noteWith({ sender, event }));
  try {
    await delivery.store(verdict);
  } catch (error) {
    await (note || undefined)?.fail({ error: error as Error });
    throw error;
  }
  await (note || undefined)?.success();
}
