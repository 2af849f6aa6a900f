import { createSecretKey } from 'crypto';
import { readDurationFromConfig } from '@backstage/config';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { durationToMilliseconds } from '@backstage/types';
import type { WebhookCredentials } from './webhooks';

const KEY = 'devops.providers.gitlab';
const DEFAULT_SWEEP_INTERVAL_MS = 5 * 60 * 1000;
const DEFAULT_LOOKBACK_MS = 30 * 24 * 60 * 60 * 1000;

/** One GitLab instance, ready to use. */
export type GitlabConfig = {
  id: string;
  /** With the port, where it has one. */
  host: string;
  /** Address of the web pages, without a slash at the end. */
  webUrl: string;
  /** Address that `/api/v4` follows. */
  apiHost: string;
  token?: string;
  sweepIntervalMs: number;
  initialLookbackMs: number;
  /** Absent: no webhooks are taken. */
  webhook?: WebhookCredentials;
};

/**
 * Reads `devops.providers.gitlab`, one entry for each instance. Address and
 * token come from the entry of the same host in `integrations.gitlab`.
 */
export function readGitlabConfigs(rootConfig: Config): GitlabConfig[] {
  const entries = rootConfig.getOptionalConfig(KEY);
  if (!entries) {
    return [];
  }
  const integrations = ScmIntegrations.fromConfig(rootConfig);
  const configs = entries
    .keys()
    .map(id => readEntry(id, entries, rootConfig, integrations));
  rejectSharedHosts(configs);
  return configs;
}

function readEntry(
  id: string,
  entries: Config,
  rootConfig: Config,
  integrations: ScmIntegrations,
): GitlabConfig {
  if (!/^[a-z0-9-]+$/.test(id)) {
    throw new InputError(
      `${KEY}.${id}: an id consists of lower-case letters, digits and hyphens, because it is part of the webhook's path; rename the key`,
    );
  }
  const entry = entries.getConfig(id);
  const host = entry.getOptionalString('host') ?? 'gitlab.com';
  const integration = integrations.gitlab.byHost(host)?.config;
  if (!integration) {
    const known = integrations.gitlab.list().map(({ config }) => config.host);
    throw new InputError(
      `${KEY}.${id}.host is '${host}', which has no entry in integrations.gitlab (hosts there: ${known.join(', ') || 'none'}); add one with this host and a token`,
    );
  }
  const apiHost = /^(.+)\/api\/v4\/?$/.exec(integration.apiBaseUrl)?.[1];
  if (!apiHost) {
    throw new InputError(
      `integrations.gitlab: apiBaseUrl of '${host}' is '${integration.apiBaseUrl}', which does not end with /api/v4; GitLab's API is not served anywhere else`,
    );
  }
  return {
    id,
    host,
    webUrl: integration.baseUrl.replace(/\/+$/, ''),
    apiHost,
    token: integration.token,
    sweepIntervalMs:
      readMs(entry, 'sweepInterval') ?? DEFAULT_SWEEP_INTERVAL_MS,
    initialLookbackMs:
      readMs(entry, 'initialLookback') ??
      readMs(rootConfig, 'devops.sweep.initialLookback') ??
      DEFAULT_LOOKBACK_MS,
    webhook: readWebhook(`${KEY}.${id}.webhook`, entry),
  };
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
  const signingKeys = readStrings(webhook, 'signingToken').map(token =>
    createSecretKey(decodeSigningToken(`${key}.signingToken`, token)),
  );
  if (secrets.length + signingKeys.length === 0) {
    throw new InputError(
      `${key} has neither secret nor signingToken, and webhooks that nobody can verify are not taken; set one, or remove ${key} to do without webhooks`,
    );
  }
  return { secrets, signingKeys };
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

function decodeSigningToken(key: string, token: string): Buffer {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(token)?.[1];
  const decoded = Buffer.from(encoded ?? '', 'base64');
  if (decoded.length < 24) {
    throw new InputError(
      `${key} is not a signing token: GitLab's have the form whsec_<base64>; copy it from the webhook's settings, or use 'secret' for a secret token`,
    );
  }
  return decoded;
}

/** Two sources of one host would report the same runs twice. */
function rejectSharedHosts(configs: GitlabConfig[]): void {
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
