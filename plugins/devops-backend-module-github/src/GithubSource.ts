import type { Entity } from '@backstage/catalog-model';
import type {
  DeliverySource,
  WebhookParser,
} from '@backstage-devops/plugin-devops-node';
import { BINDING_ANNOTATIONS, repositoriesOf } from './bindings';
import type { BindingHost } from './bindings';
import type { GithubConfig } from './config';
import { createWebhookParser } from './webhooks';

/** One GitHub host. Scopes are full names of repositories, in lower case. */
export class GithubSource implements DeliverySource {
  readonly provider = 'github';
  readonly annotations = BINDING_ANNOTATIONS;
  readonly id: string;
  readonly title: string;
  readonly webhooks?: WebhookParser;
  readonly #binding: BindingHost;

  private constructor(config: GithubConfig, binding: BindingHost) {
    this.#binding = binding;
    this.id = config.id;
    this.title = `GitHub (${config.host})`;
    this.webhooks = config.webhook && createWebhookParser(config.webhook);
  }

  /** One source for each host. */
  static fromConfigs(configs: GithubConfig[]): GithubSource[] {
    const hosts = configs.map(({ host }) => host);
    return configs.map(
      config =>
        new GithubSource(config, {
          host: config.host,
          hosts,
          isDefault: configs.length === 1 || config.host === 'github.com',
        }),
    );
  }

  scopesOf(entity: Entity): string[] {
    return repositoriesOf(entity, this.#binding);
  }
}
