import { createHmac, randomUUID } from 'crypto';
import { LabConfig } from '../config';
import { Hook } from '../state/types';

/** One webhook, ready to be sent. */
export interface Delivery {
  hook: Hook;
  body: string;
  headers: Record<string, string>;
  eventName: string;
}

/**
 * Computes `webhook-signature`: HMAC-SHA256 over `{id}.{timestamp}.{body}`. A token
 * that starts with `whsec_` carries its key in base64, any other is the key itself.
 */
export function signDelivery(options: {
  signingToken: string;
  id: string;
  timestamp: string;
  body: string;
}): string {
  const { signingToken, id, timestamp, body } = options;
  const key = signingToken.startsWith('whsec_')
    ? Buffer.from(signingToken.slice('whsec_'.length), 'base64')
    : signingToken;
  const digest = createHmac('sha256', key)
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return `v1,${digest}`;
}

/** Headers as GitLab sends them; each delivery has an id of its own. */
export function prepareDelivery(
  hook: Hook,
  options: { eventName: string; body: string; instance: string },
): Delivery {
  const { eventName, body, instance } = options;
  const id = randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    hook,
    body,
    eventName,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'GitLab/18.5.0',
      'Idempotency-Key': id,
      'X-Gitlab-Event': eventName,
      'X-Gitlab-Event-UUID': randomUUID(),
      'X-Gitlab-Webhook-UUID': hook.uuid,
      'X-Gitlab-Instance': instance,
      ...(hook.token ? { 'X-Gitlab-Token': hook.token } : {}),
      ...(hook.signingToken
        ? {
            'webhook-id': id,
            'webhook-timestamp': timestamp,
            'webhook-signature': signDelivery({
              signingToken: hook.signingToken,
              id,
              timestamp,
              body,
            }),
          }
        : {}),
    },
  };
}

/** The hook of the whole instance: every project has it. */
export function createDefaultHook(config: LabConfig): Hook {
  return {
    id: 0,
    uuid: randomUUID(),
    url: config.webhookUrl,
    token: config.webhookSecret,
    signingToken: config.webhookSecret,
    createdAt: new Date(0).toISOString(),
    events: {
      push_events: true,
      tag_push_events: true,
      merge_requests_events: true,
      issues_events: true,
      job_events: true,
      pipeline_events: true,
      deployment_events: true,
    },
  };
}
