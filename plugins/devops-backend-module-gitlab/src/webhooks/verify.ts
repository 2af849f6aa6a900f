import { createHash, timingSafeEqual, type KeyObject } from 'crypto';
import { AuthenticationError, InputError } from '@backstage/errors';
import { hmacOf } from '@backstage-devops/plugin-devops-node';
import type {
  WebhookRequest,
  WebhookVerdict,
} from '@backstage-devops/plugin-devops-node';

/** How old or how far ahead a signed webhook may be. */
const TOLERANCE_MS = 5 * 60 * 1000;

/** What proves that a webhook is GitLab's. Several of each allow rotation. */
export type WebhookCredentials = {
  /** Values of `X-Gitlab-Token`. */
  secrets: string[];
  /** Keys of the signature. */
  signingKeys: KeyObject[];
};

/**
 * Verifies a webhook. A signed one is judged by its signature alone, so that
 * somebody who saw a plain token cannot replay or forge it; one without a
 * signature by its token, where tokens are configured.
 */
export async function verifyWebhook(
  request: WebhookRequest,
  credentials: WebhookCredentials,
): Promise<WebhookVerdict> {
  const signature = header(request, 'webhook-signature');
  const isSigned =
    signature !== undefined && credentials.signingKeys.length > 0;
  if (isSigned) {
    await verifySignature(request, signature, credentials.signingKeys);
  } else {
    verifyToken(request, credentials.secrets);
  }
  const event = header(request, 'x-gitlab-event');
  if (!event) {
    throw new InputError('The header X-Gitlab-Event is missing');
  }
  return { event, deliveryId: deliveryId(request, isSigned) };
}

function verifyToken(request: WebhookRequest, secrets: string[]): void {
  const token = header(request, 'x-gitlab-token');
  if (token === undefined) {
    throw new AuthenticationError(
      'The webhook carries neither a token nor a signature that is configured here; set the secret token or the signing token of the webhook in GitLab',
    );
  }
  // No early exit: the time taken must not tell which secret matched.
  const matches = secrets.filter(secret => equals(token, secret));
  if (matches.length === 0) {
    throw new AuthenticationError(
      'The secret token of the webhook is not one of those that are configured here',
    );
  }
}

async function verifySignature(
  request: WebhookRequest,
  signatures: string,
  keys: KeyObject[],
): Promise<void> {
  const id = header(request, 'webhook-id');
  const timestamp = header(request, 'webhook-timestamp');
  if (!id || !timestamp || !/^\d{1,12}$/.test(timestamp)) {
    throw new AuthenticationError(
      'The signed webhook lacks a valid webhook-id or webhook-timestamp',
    );
  }
  const digests = await Promise.all(
    keys.map(key =>
      hmacOf('sha256', key, `${id}.${timestamp}.`, request.rawBody),
    ),
  );
  const expected = digests.map(digest => digest.toString('base64'));
  const given = signatures
    .split(' ')
    .filter(entry => entry.startsWith('v1,'))
    .map(entry => entry.slice('v1,'.length));
  const matches = given.filter(
    entry => expected.filter(value => equals(entry, value)).length > 0,
  );
  if (matches.length === 0) {
    throw new AuthenticationError(
      'The signature of the webhook was not made with a signing token that is configured here',
    );
  }
  const age = request.receivedAt.getTime() - Number(timestamp) * 1000;
  if (Math.abs(age) > TOLERANCE_MS) {
    throw new AuthenticationError(
      'The signed webhook is more than 5 minutes old or from the future; check the clocks of GitLab and of this backend',
    );
  }
}

/**
 * `Idempotency-Key` is the same for all attempts of a delivery; a signature
 * covers its copy in `webhook-id`. Before GitLab 17.4 there is only the id of
 * the event, which webhooks that one action triggered may share: the body
 * tells those apart.
 */
function deliveryId(
  request: WebhookRequest,
  isSigned: boolean,
): string | undefined {
  const key = isSigned
    ? header(request, 'webhook-id')
    : header(request, 'idempotency-key');
  if (key) {
    return key;
  }
  const eventId = header(request, 'x-gitlab-event-uuid');
  return eventId
    ? `${eventId}:${sha256(request.rawBody).toString('hex').slice(0, 32)}`
    : undefined;
}

function header(request: WebhookRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}

/** Digests have equal length, which a comparison in constant time needs. */
function equals(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}
