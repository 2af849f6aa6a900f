import { InputError } from '@backstage/errors';
import { dirname, resolve } from 'path';
import { z } from 'zod';

/**
 * Everything the lab can be told from outside.
 *
 * @public
 */
export interface LabConfig {
  /** Folder that holds all state: repositories, traces, releases, databases. */
  home: string;
  forgePort: number;
  environmentsPort: number;
  prometheusPort: number;
  alertmanagerPort: number;
  /** Address under which people and jobs reach the forge, without a trailing slash. */
  forgeUrl: string;
  /** Address under which people and jobs reach the environments gateway. */
  environmentsUrl: string;
  /** Token that the forge accepts for its API and for git. */
  token: string;
  /** Token that the gateway accepts for deployments. */
  deployToken: string;
  /** Address of the portal that pipelines ask before they deploy. */
  portalUrl: string;
  /** Token with which they ask. */
  portalToken: string;
  /** Where the default hooks of every project deliver to. */
  webhookUrl: string;
  /** Signs deliveries; also sent as `X-Gitlab-Token`. */
  webhookSecret: string;
  webhookMode: WebhookMode;
  /** Where Alertmanager tells of alerts. */
  alertWebhookUrl: string;
  /** Proves to the portal that Alertmanager sent them. */
  alertToken: string;
  /** Jobs that may run at the same time. */
  concurrency: number;
  /** Whether the first start creates the example services. */
  seed: boolean;
  /** Whether Prometheus and Alertmanager are started where installed. */
  monitoring: boolean;
}

/**
 * How webhooks leave the forge: as they are, not at all, each one twice, or in
 * batches with the newest first.
 *
 * @public
 */
export const webhookModes = ['normal', 'drop', 'double', 'reverse'] as const;

/** @public */
export type WebhookMode = (typeof webhookModes)[number];

const packageFolder = dirname(require.resolve('../package.json'));

const port = (fallback: number) =>
  z.coerce.number().int().min(0).max(65535).default(fallback);
const flag = z
  .enum(['true', 'false'])
  .default('true')
  .transform(value => value === 'true');

const environmentSchema = z.object({
  LAB_HOME: z.string().min(1).default(resolve(packageFolder, '../../.lab')),
  LAB_PORT: port(7080),
  LAB_ENVIRONMENTS_PORT: port(7081),
  LAB_PROMETHEUS_PORT: port(7090),
  LAB_ALERTMANAGER_PORT: port(7093),
  LAB_TOKEN: z.string().min(1).default('lab-token'),
  LAB_DEPLOY_TOKEN: z.string().min(1).default('lab-deploy-token'),
  LAB_PORTAL_URL: z.string().url().default('http://localhost:7007'),
  LAB_PORTAL_TOKEN: z.string().min(8).default('lab-token-of-pipelines'),
  LAB_WEBHOOK_URL: z
    .string()
    .url()
    .default('http://localhost:7007/api/devops/webhooks/gitlab/lab'),
  LAB_WEBHOOK_SECRET: z.string().min(1).default('lab-webhook-secret'),
  LAB_WEBHOOK_MODE: z.enum(webhookModes).default('normal'),
  LAB_ALERT_WEBHOOK_URL: z
    .string()
    .url()
    .default(
      'http://localhost:7007/api/devops/webhooks/alertmanager/alertmanager-lab',
    ),
  LAB_ALERT_TOKEN: z.string().min(16).default('lab-token-of-alerts'),
  LAB_CONCURRENCY: z.coerce.number().int().min(1).max(16).default(2),
  LAB_SEED: flag,
  LAB_MONITORING: flag,
});

/**
 * Reads the configuration from environment variables.
 *
 * @throws InputError naming the variable when a value does not fit
 * @public
 */
export function readLabConfig(env: NodeJS.ProcessEnv): LabConfig {
  const parsed = environmentSchema.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .map(issue => `${issue.path.join('.')}: ${issue.message}`)
      .join('; ');
    throw new InputError(
      `The lab cannot read its environment variables: ${problems}`,
    );
  }
  const values = parsed.data;
  return {
    home: resolve(values.LAB_HOME),
    forgePort: values.LAB_PORT,
    environmentsPort: values.LAB_ENVIRONMENTS_PORT,
    prometheusPort: values.LAB_PROMETHEUS_PORT,
    alertmanagerPort: values.LAB_ALERTMANAGER_PORT,
    forgeUrl: `http://localhost:${values.LAB_PORT}`,
    environmentsUrl: `http://localhost:${values.LAB_ENVIRONMENTS_PORT}`,
    token: values.LAB_TOKEN,
    deployToken: values.LAB_DEPLOY_TOKEN,
    portalUrl: values.LAB_PORTAL_URL,
    portalToken: values.LAB_PORTAL_TOKEN,
    webhookUrl: values.LAB_WEBHOOK_URL,
    webhookSecret: values.LAB_WEBHOOK_SECRET,
    webhookMode: values.LAB_WEBHOOK_MODE,
    alertWebhookUrl: values.LAB_ALERT_WEBHOOK_URL,
    alertToken: values.LAB_ALERT_TOKEN,
    concurrency: values.LAB_CONCURRENCY,
    seed: values.LAB_SEED,
    monitoring: values.LAB_MONITORING,
  };
}
