import type {
  AlertRecord,
  HttpApi,
} from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import type { AlertLabels } from '../config';
import { parseOr, someAlert } from './schema';
import { toAlertRecord } from './toAlertRecord';

/** Silenced and inhibited ones fire all the same. */
const PATH =
  '/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true';

const activeAlerts = z.array(
  z.object({
    ...someAlert,
    updatedAt: z.string().nullish(),
  }),
);

/** All alerts that fire now, by one request. */
export async function readActiveAlerts(
  server: HttpApi,
  options: { labels: AlertLabels; now: () => number; signal: AbortSignal },
): Promise<{ at: Date; alerts: AlertRecord[] }> {
  const { labels, now, signal } = options;
  // What begins while the answer is on its way is in the next one.
  const at = now();
  const body = await server.json(PATH, { signal });
  const alerts = parseOr(activeAlerts, body, 'The answer of Alertmanager');
  return {
    at: new Date(at),
    alerts: alerts.map(alert =>
      toAlertRecord(alert, {
        status: 'firing',
        at: Math.max(Date.parse(alert.updatedAt ?? '') || 0, alert.startsAt),
        labels,
      }),
    ),
  };
}
