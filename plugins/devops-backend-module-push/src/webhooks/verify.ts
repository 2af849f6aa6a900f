import { createHash } from 'node:crypto';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  createTokenVerifier,
  isAllowed,
  type AccessToken,
  type WebhookRequest,
  type WebhookVerdict,
} from '@backstage-devops/plugin-devops-node';
import type { PushConfig } from '../config';
import { readEvents, type ScopedEvent } from '../events/readEvents';
import { decode } from './decode';

const MAX_KEY = 200;

/**
 * Makes the check at the door: the token, every event, and whether the token
 * may write the entities that the events name. What is wrong with any of them
 * is answered at once, and nothing of the request is stored.
 */
export function createVerifier(
  config: PushConfig,
): (request: WebhookRequest) => WebhookVerdict {
  const verifyToken = createTokenVerifier(config.tokens, {
    key: config.tokensKey,
  });
  return request => {
    const token = verifyToken(request);
    const { items, json } = decode(request);
    const events = readEvents(items);
    checkAllowed(events, token, config.tokensKey);
    return {
      event: nameOf(events),
      deliveryId: deliveryId(request, token),
      sender: token.name,
      ...(json && { body: json }),
    };
  };
}

function checkAllowed(
  events: ScopedEvent[],
  token: AccessToken,
  tokensKey: string,
): void {
  const refused = events.find(({ scope }) => !isAllowed(token, scope));
  if (refused) {
    throw new NotAllowedError(
      `${refused.where}: the token '${token.name}' may not write '${refused.scope}'; 'entities' of the token in ${tokensKey} says what it may`,
    );
  }
}

/** The type of the events, for lists of deliveries. */
function nameOf(events: ScopedEvent[]): string {
  const types = new Set(events.map(({ event }) => event.type));
  return types.size === 1 ? [...types][0] : 'events';
}

/**
 * A request that is repeated with its `Idempotency-Key` is stored once. Sender
 * and body count too: neither another sender nor a script that uses one key
 * for everything may keep events out.
 */
function deliveryId(
  request: WebhookRequest,
  token: AccessToken,
): string | undefined {
  const header = request.headers['idempotency-key'];
  const key = Array.isArray(header) ? header[0] : header;
  if (!key) {
    return undefined;
  }
  if (key.length > MAX_KEY) {
    throw new InputError(
      `The header Idempotency-Key is longer than ${MAX_KEY} characters`,
    );
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([token.name, key]))
    .update(request.rawBody)
    .digest('hex');
  return `${key}:${digest.slice(0, 32)}`;
}
