import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { SLO_SERVICE_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import {
  HttpApi,
  sloServicesOf,
  type AlertSource,
  type DeliverySource,
  type WebhookParser,
} from '@backstage-devops/plugin-devops-node';
import { readActiveAlerts } from './alerts/readActiveAlerts';
import type { AlertmanagerInstance } from './config';
import { createWebhookParser } from './webhooks';

/**
 * The alerts of one Alertmanager. Scopes are what its labels tell: names of
 * services, or references of entities.
 */
export class AlertmanagerSource implements DeliverySource {
  readonly provider = 'alertmanager';
  readonly annotations = [SLO_SERVICE_ANNOTATION];
  readonly id: string;
  readonly title: string;
  readonly alerts?: AlertSource;
  readonly webhooks?: WebhookParser;

  constructor(options: {
    instance: AlertmanagerInstance;
    fetch?: typeof fetch;
    now?: () => number;
  }) {
    const { instance, fetch: send, now = Date.now } = options;
    const { api, tokens, configKey } = instance;
    this.id = `alertmanager-${instance.id}`;
    this.title = instance.title;
    if (api) {
      const server = new HttpApi({
        ...api,
        title: this.title,
        configKey,
        remedies: { 404: `check ${configKey}.baseUrl: it ends before /api/v2` },
        fetch: send,
      });
      this.alerts = {
        intervalMs: api.refreshIntervalMs,
        readAlerts: ({ signal }) =>
          readActiveAlerts(server, { labels: instance, now, signal }),
      };
    }
    if (tokens) {
      this.webhooks = createWebhookParser({
        tokens,
        tokensKey: `${configKey}.tokens`,
        labels: instance,
      });
    }
  }

  scopesOf(entity: Entity): string[] {
    return [...new Set([...sloServicesOf(entity), stringifyEntityRef(entity)])];
  }
}
