import type { WebhookParser } from '@backstage-devops/plugin-devops-node';
import { parseWebhook } from './parse';
import { verifyWebhook } from './verify';
import type { WebhookCredentials } from './verify';

export type { WebhookCredentials } from './verify';

export function createWebhookParser(
  credentials: WebhookCredentials,
): WebhookParser {
  return {
    verify: request => verifyWebhook(request, credentials),
    parse: parseWebhook,
  };
}
