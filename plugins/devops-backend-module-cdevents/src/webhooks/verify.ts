import { createHash } from 'node:crypto';
import { NotAllowedError } from '@backstage/errors';
import {
  createTokenVerifier,
  isAllowed,
  type AccessToken,
  type WebhookRequest,
  type WebhookVerdict,
} from '@backstage-devops/plugin-devops-node';
import type { CdeventsConfig } from '../config';
import { readCdevent } from '../mappers/readCdevent';
import { readCloudEvents, type Item } from './cloudEvents';
import { decode } from './decode';

/**
 * Makes the check at the door: the token, the events, and whether the token
 * may send what they name. What is wrong is answered at once, and nothing of
 * the request is stored.
 */
export function createVerifier(
  config: CdeventsConfig,
): (request: WebhookRequest) => WebhookVerdict {
  const verifyToken = createTokenVerifier(config.tokens, {
    key: config.tokensKey,
  });
  return request => {
    const token = verifyToken(request);
    const items = readCloudEvents(decode(request));
    checkAllowed(items, token, config.tokensKey);
    const events = items.map(({ event }) => event);
    return {
      event: nameOf(items),
      deliveryId: deliveryId(items, token),
      sender: token.name,
      body: Buffer.from(JSON.stringify(events)),
    };
  };
}

function checkAllowed(
  items: Item[],
  token: AccessToken,
  tokensKey: string,
): void {
  for (const { event, where } of items) {
    const { names = [] } = readCdevent(event, where) ?? {};
    const refused = names.find(name => !isAllowed(token, name));
    if (refused !== undefined) {
      throw new NotAllowedError(
        `${where}: the token '${token.name}' may not send events of '${refused}'; 'scopes' of the token in ${tokensKey} says what it may`,
      );
    }
  }
}

/** The type of the events, for lists of deliveries. */
function nameOf(items: Item[]): string {
  const types = new Set(items.map(({ event }) => event.type));
  return types.size === 1 ? [...types][0] : 'events';
}

/**
 * Source and id identify a CloudEvent. The sender counts too: nobody may keep
 * out the events of another by sending their ids first.
 */
function deliveryId(items: Item[], token: AccessToken): string | undefined {
  if (items.length === 0) {
    return undefined;
  }
  const identities = items.map(({ event }) => [event.source, event.id]);
  return createHash('sha256')
    .update(JSON.stringify([token.name, identities]))
    .digest('hex');
}
