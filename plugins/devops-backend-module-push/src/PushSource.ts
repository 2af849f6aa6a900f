import type { Entity } from '@backstage/catalog-model';
import { FORMER_REFS_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import type {
  DeliverySource,
  WebhookParser,
} from '@backstage-devops/plugin-devops-node';
import { refsOf } from './bindings';
import type { PushConfig } from './config';
import { createWebhookParser } from './webhooks';

/** One door of the push API. Scopes are entity references. */
export class PushSource implements DeliverySource {
  readonly provider = 'push';
  readonly annotations = [FORMER_REFS_ANNOTATION];
  readonly id: string;
  readonly title: string;
  readonly webhooks: WebhookParser;

  constructor(config: PushConfig) {
    this.id = config.id;
    this.title = `Push API (${config.id})`;
    this.webhooks = createWebhookParser(config);
  }

  scopesOf(entity: Entity): string[] {
    return refsOf(entity);
  }
}
