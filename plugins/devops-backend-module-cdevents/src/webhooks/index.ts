import type { WebhookParser } from '@backstage-devops/plugin-devops-node';
import type { CdeventsConfig } from '../config';
import { parseWebhook } from './parse';
import { createVerifier } from './verify';

export function createWebhookParser(config: CdeventsConfig): WebhookParser {
  return { verify: createVerifier(config), parse: parseWebhook };
}
