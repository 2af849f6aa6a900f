import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import express, {
  type ErrorRequestHandler,
  type Request,
  type Router,
} from 'express';
import createPromiseRouter from 'express-promise-router';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { SourceRegistry } from '../sources/SourceRegistry';
import { auditDelivery } from './auditDelivery';
import { PayloadTooLargeError } from './PayloadTooLargeError';

const zip = promisify(gzip);

/**
 * Where providers deliver webhooks: `POST /webhooks/<provider>/<source>`.
 *
 * A request is verified over the bytes that were sent and stored before it is
 * answered; what it says is worked out later. Neither its body nor its headers
 * are logged.
 */
export function createWebhookRouter(options: {
  database: DevopsDatabase;
  sources: SourceRegistry;
  auditor: AuditorService;
  maxBodyBytes: number;
  onStored: () => void;
  now: () => number;
}): Router {
  const { database, sources, auditor, maxBodyBytes, onStored, now } = options;
  const router = createPromiseRouter();

  router.post(
    '/webhooks/:provider/:source',
    // The body of a stranger's guess is not even read.
    (request, _response, next) => {
      findParser(request);
      next();
    },
    express.raw({ type: () => true, limit: maxBodyBytes, inflate: false }),
    async (request, response) => {
      const { source, webhooks } = findParser(request);
      const receivedAt = new Date(now());
      const rawBody = Buffer.isBuffer(request.body)
        ? request.body
        : Buffer.alloc(0);
      await auditDelivery(auditor, source, {
        verify: () =>
          webhooks.verify({ headers: request.headers, rawBody, receivedAt }),
        store: async ({ deliveryId, event, body = rawBody }) =>
          database.storeDelivery({
            sourceId: source.id,
            deliveryId,
            event,
            receivedAt: receivedAt.getTime(),
            body: await zip(body),
          }),
      });
      onStored();
      response.status(202).json({});
    },
  );
  router.use(tooLarge(maxBodyBytes));
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

function tooLarge(maxBodyBytes: number): ErrorRequestHandler {
  return (error, _request, _response, next) =>
    next(
      error?.type === 'entity.too.large'
        ? new PayloadTooLargeError(
            `The body is larger than ${maxBodyBytes} bytes; devops.inbox.maxBodyBytes in the configuration allows more`,
          )
        : error,
    );
}
