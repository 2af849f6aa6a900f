import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { Request, Router } from 'express';
import createPromiseRouter from 'express-promise-router';
import type { WebhookVerdict } from '@backstage-devops/plugin-devops-node';
import type { InboxWriter } from '../inbox/InboxWriter';
import { LARGE_BYTES, packBody } from '../inbox/packBody';
import type { SourceRegistry } from '../sources/SourceRegistry';
import { auditDelivery } from './auditDelivery';
import { BodyBudget } from './BodyBudget';
import { declaredBytes, expectUtf8, receiveBody } from './receiveBody';

/** How many of the largest bodies may be received at the same time. */
const LARGEST_AT_ONCE = 4;
/** What the columns of the inbox hold. */
const LONGEST_NAME = 255;

/**
 * Where providers deliver webhooks: `POST /webhooks/<provider>/<source>`.
 *
 * A request is verified over the bytes that were sent and stored before it is
 * answered; what it says is worked out later. Neither its body nor its headers
 * are logged.
 */
export function createWebhookRouter(options: {
  inbox: InboxWriter;
  sources: SourceRegistry;
  auditor: AuditorService;
  maxBodyBytes: number;
  onStored: (sourceId: string) => void;
  now: () => number;
}): Router {
  const { inbox, sources, auditor, maxBodyBytes, onStored, now } = options;
  const router = createPromiseRouter();
  const budget = new BodyBudget({
    totalBytes: LARGEST_AT_ONCE * maxBodyBytes,
    smallBytes: LARGE_BYTES,
  });

  router.post('/webhooks/:provider/:source', async (request, response) => {
    // The body of a stranger's guess is not even read.
    const { source, webhooks } = findParser(request);
    const release = await budget.take(declaredBytes(request, maxBodyBytes));
    try {
      const rawBody = await receiveBody(request, maxBodyBytes);
      const receivedAt = new Date(now());
      await auditDelivery(auditor, source, {
        verify: () =>
          webhooks.verify({ headers: request.headers, rawBody, receivedAt }),
        store: async verdict => {
          const { event, deliveryId, body = rawBody } = verdict;
          expectShortNames(verdict);
          expectUtf8(body);
          await inbox.store({
            sourceId: source.id,
            event,
            deliveryId,
            receivedAt: receivedAt.getTime(),
            ...(await packBody(body)),
          });
        },
      });
    } finally {
      release();
    }
    onStored(source.id);
    response.status(202).json({});
  });
  return router;

  function findParser(request: Request) {
    const { provider, source: id } = request.params;
    const source = sources.findDeliverySource(id);
    if (!source?.webhooks || source.provider !== provider) {
      throw new NotFoundError(
        `No source '${id}' of provider '${provider}' takes webhooks here`,
      );
    }
    return { source, webhooks: source.webhooks };
  }
}

function expectShortNames({ event, deliveryId }: WebhookVerdict): void {
  if (Math.max(event.length, deliveryId?.length ?? 0) > LONGEST_NAME) {
    throw new InputError(
      `Event and id of a webhook may have ${LONGEST_NAME} characters at most`,
    );
  }
}
