import { createHash, timingSafeEqual } from 'crypto';
import { AuthenticationError, InputError } from '@backstage/errors';
import { hmacOf } from '@backstage-devops/plugin-devops-node';
import type {
  WebhookRequest,
  WebhookVerdict,
} from '@backstage-devops/plugin-devops-node';

/** What proves that a webhook is GitHub's. Several secrets allow rotation. */
export type WebhookCredentials = { secrets: string[] };

/** Verifies a webhook by the signature of its bytes. */
export async function verifyWebhook(
  request: WebhookRequest,
  { secrets }: WebhookCredentials,
): Promise<WebhookVerdict> {
  await verifySignature(request, secrets);
  // Only now: a stranger learns nothing about the settings.
  rejectForm(request);
  const event = header(request, 'x-github-event');
  if (!event) {
    throw new InputError('The header X-GitHub-Event is missing');
  }
  // A redelivery carries the id of the delivery that it repeats.
  return { event, deliveryId: header(request, 'x-github-delivery') };
}

async function verifySignature(
  request: WebhookRequest,
  secrets: string[],
): Promise<void> {
  const signature = header(request, 'x-hub-signature-256');
  if (!signature) {
    throw new AuthenticationError(
      'The webhook is not signed: X-Hub-Signature-256 is missing; set the secret of the webhook in GitHub',
    );
  }
  const digests = await Promise.all(
    secrets.map(secret => hmacOf('sha256', secret, request.rawBody)),
  );
  // No early exit: the time taken must not tell which secret matched.
  const matches = digests.filter(digest =>
    equals(signature, `sha256=${digest.toString('hex')}`),
  );
  if (matches.length === 0) {
    throw new AuthenticationError(
      'The signature of the webhook was not made with a secret that is configured here',
    );
  }
}

function rejectForm(request: WebhookRequest): void {
  const type = header(request, 'content-type') ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new InputError(
      "The webhook sends a form; choose 'Content type: application/json' in its settings in GitHub, and deliver it again there",
    );
  }
}

function header(request: WebhookRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

/** Digests have equal length, which a comparison in constant time needs. */
function equals(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}
