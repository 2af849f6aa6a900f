import { readDurationFromConfig } from '@backstage/config';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import type { GithubCredentialsProvider } from '@backstage/integration';
import { durationToMilliseconds } from '@backstage/types';
import type { WebhookCredentials } from './webhooks';

const KEY = 'devops.providers.github';
const DEFAULT_SWEEP_INTERVAL_MS = 10 * 60 * 1000;
const DEFAULT_LOOKBACK_MS = 30 * 24 * 60 * 60 * 1000;

/** One GitHub host, ready to use. */
export type GithubConfig = {
  id: string;
  /** Of the web pages. */
  host: string;
  /** Address of the REST API, without a slash at the end. */
  apiUrl: string;
  graphqlUrl: string;
  credentials: GithubCredentialsProvider;
  /** Limits count by installation, so by owner, and not by token. */
  usesApps: boolean;
  sweepIntervalMs: number;
  initialLookbackMs: number;
  /** Absent: no webhooks are taken. */
  webhook?: WebhookCredentials;
};

/**
 * Reads `devops.providers.github`, one entry for each host. Address and
 * credentials come from the entry of the same host in `integrations.github`.
 */
export function readGithubConfigs(rootConfig: Config): GithubConfig[] {
  const entries = rootConfig.getOptionalConfig(KEY);
  if (!entries) {
    return [];
  }
  const integrations = ScmIntegrations.fromConfig(rootConfig);
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const configs = entries.keys().map(id => ({
    ...readEntry(id, entries, rootConfig, integrations),
    credentials,
  }));
  rejectSharedHosts(configs);
  return configs;
}

function readEntry(
  id: string,
  entries: Config,
  rootConfig: Config,
  integrations: ScmIntegrations,
): Omit<GithubConfig, 'credentials'> {
  if (!/^[a-z0-9-]+$/.test(id)) {
    throw new InputError(
      `${KEY}.${id}: an id consists of lower-case letters, digits and hyphens, because it is part of the webhook's path; rename the key`,
    );
  }
  const entry = entries.getConfig(id);
  const host = entry.getOptionalString('host') ?? 'github.com';
  const integration = integrations.github.byHost(host)?.config;
  if (!integration) {
    const known = integrations.github.list().map(({ config }) => config.host);
    throw new InputError(
      `${KEY}.${id}.host is '${host}', which has no entry in integrations.github (hosts there: ${known.join(', ')}); add one with this host, apiBaseUrl and a token or apps`,
    );
  }
  if (!integration.apiBaseUrl) {
    throw new InputError(
      `integrations.github: the entry '${host}' has no apiBaseUrl; GitHub Enterprise Server has it at https://${host}/api/v3`,
    );
  }
  return {
    id,
    host,
    apiUrl: integration.apiBaseUrl,
    graphqlUrl: graphqlUrlOf(integration.apiBaseUrl),
    usesApps: Boolean(integration.apps?.length),
    sweepIntervalMs:
      readMs(entry, 'sweepInterval') ?? DEFAULT_SWEEP_INTERVAL_MS,
    initialLookbackMs:
      readMs(entry, 'initialLookback') ??
      readMs(rootConfig, 'devops.sweep.initialLookback') ??
      DEFAULT_LOOKBACK_MS,
    webhook: readWebhook(`${KEY}.${id}.webhook`, entry),
  };
}

/** GitHub Enterprise Server has it beside `/api/v3`, github.com below its API. */
function graphqlUrlOf(apiUrl: string): string {
  return apiUrl.endsWith('/api/v3')
    ? `${apiUrl.slice(0, -'/v3'.length)}/graphql`
    : `${apiUrl}/graphql`;
}

function readMs(config: Config, key: string): number | undefined {
  if (!config.has(key)) {
    return undefined;
  }
  const ms = durationToMilliseconds(readDurationFromConfig(config, { key }));
  if (ms <= 0) {
    throw new InputError(`${key} must be longer than zero`);
  }
  return ms;
}

function readWebhook(
  key: string,
  entry: Config,
): WebhookCredentials | undefined {
  const webhook = entry.getOptionalConfig('webhook');
  if (!webhook) {
    return undefined;
  }
  const secrets = readStrings(webhook, 'secret');
  if (secrets.length === 0) {
    throw new InputError(
      `${key} has no secret, and webhooks that nobody can verify are not taken; set ${key}.secret, or remove ${key} to do without webhooks`,
    );
  }
  return { secrets };
}

/** One text, or several while a secret is being replaced. */
function readStrings(config: Config, key: string): string[] {
  const value = config.getOptional(key);
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value)
    ? config.getStringArray(key)
    : [config.getString(key)];
}

/** Two sources of one host would report the same runs twice. */
function rejectSharedHosts(configs: GithubConfig[]): void {
  const owners = new Map<string, string>();
  for (const { id, host } of configs) {
    const owner = owners.get(host);
    if (owner) {
      throw new InputError(
        `${KEY}.${owner} and ${KEY}.${id} have the same host '${host}'; remove one of them`,
      );
    }
    owners.set(host, id);
  }
}
