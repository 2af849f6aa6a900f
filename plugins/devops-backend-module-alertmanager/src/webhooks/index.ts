import { NotAllowedError } from '@backstage/errors';
import {
  createTokenVerifier,
  hmacOf,
  isAllowed,
  mapInTurns,
  type AccessToken,
  type WebhookParser,
  type WebhookRequest,
} from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import { parseOr, someAlert } from '../alerts/schema';
import { serviceOf, toAlertRecord } from '../alerts/toAlertRecord';
import type { AlertLabels } from '../config';

const EVENT = 'alerts';
const WHAT = 'The webhook of Alertmanager';
const MOST_ALERTS = 10_000;

/** Version 4, and what Grafana sends in its form. */
const webhook = z.object({
  alerts: z
    .array(z.object({ ...someAlert, status: z.enum(['firing', 'resolved']) }))
    .max(MOST_ALERTS),
});

/** What `webhook_configs` of Alertmanager send. */
export function createWebhookParser(options: {
  tokens: AccessToken[];
  /** Key of the configuration that the tokens are under. */
  tokensKey: string;
  labels: AlertLabels;
}): WebhookParser {
  const { tokens, tokensKey, labels } = options;
  const verifyToken = createTokenVerifier(tokens, { key: tokensKey });
  return {
    async verify(request) {
      const token = verifyToken(request);
      if (token.allowed) {
        checkAllowed(request, token, options);
      }
      return {
        event: EVENT,
        // Groups that repeat and have not changed are stored once.
        deliveryId: (await hmacOf('sha256', EVENT, request.rawBody)).toString(
          'hex',
        ),
        sender: token.name,
      };
    },
    async parse({ body }) {
      const { alerts } = parseOr(webhook, body, WHAT);
      return {
        records: await mapInTurns(alerts, some =>
          some.map(alert =>
            toAlertRecord(alert, { status: alert.status, labels }),
          ),
        ),
      };
    },
  };
}

function checkAllowed(
  request: WebhookRequest,
  token: AccessToken,
  options: { tokensKey: string; labels: AlertLabels },
): void {
  const { alerts } = parseOr(webhook, toJson(request.rawBody), WHAT);
  const refused = alerts
    .map(alert => serviceOf(alert, options.labels))
    .find(service => !isAllowed(token, service));
  if (refused !== undefined) {
    throw new NotAllowedError(
      `The token '${token.name}' may not send alerts of '${refused}'; 'services' of the token in ${options.tokensKey} says what it may`,
    );
  }
}

/** Undefined when it is none, which the schema then says. */
function toJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
