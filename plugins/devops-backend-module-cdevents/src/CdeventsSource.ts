import type { Entity } from '@backstage/catalog-model';
import type {
  DeliverySource,
  WebhookParser,
} from '@backstage-devops/plugin-devops-node';
import { BINDING_ANNOTATIONS, scopesOf } from './bindings';
import type { CdeventsConfig } from './config';
import { createWebhookParser } from './webhooks';

/** One door for CDEvents. Scopes are their sources, and entity references. */
export class CdeventsSource implements DeliverySource {
  readonly provider = 'cdevents';
  readonly annotations = BINDING_ANNOTATIONS;
  readonly id: string;
  readonly title: string;
  readonly webhooks: WebhookParser;

  constructor(config: CdeventsConfig) {
    this.id = config.id;
    this.title = `CDEvents (${config.id})`;
    this.webhooks = createWebhookParser(config);
  }

  scopesOf(entity: Entity): string[] {
    return scopesOf(entity);
  }
}
