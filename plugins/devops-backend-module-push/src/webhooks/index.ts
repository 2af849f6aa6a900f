import type { WebhookParser } from '@backstage-devops/plugin-devops-node';
import type { PushConfig } from '../config';
import { parseWebhook } from './parse';
import { createVerifier } from './verify';

export function createWebhookParser(config: PushConfig): WebhookParser {
  return { verify: createVerifier(config), parse: parseWebhook };
}
