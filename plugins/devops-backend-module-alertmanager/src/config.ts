import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import {
  readAccessTokens,
  readBaseUrl,
  readHttpCredentials,
  type AccessToken,
  type HttpCredentials,
} from '@backstage-devops/plugin-devops-node';

/** How alerts tell whose they are, and of which environment. */
export type AlertLabels = {
  serviceLabels: string[];
  environment?: string;
  environmentLabels: string[];
};

/** One Alertmanager. Times are milliseconds. */
export type AlertmanagerInstance = AlertLabels & {
  id: string;
  title: string;
  /** Where to read alerts; absent where they come by webhooks alone. */
  api?: HttpCredentials & {
    /** Without a trailing slash. */
    baseUrl: string;
    timeoutMs: number;
    refreshIntervalMs: number;
  };
  /** What webhooks prove themselves with; absent where none is taken. */
  tokens?: AccessToken[];
  /** Where the instance is configured, for messages. */
  configKey: string;
};

const KEY = 'devops.alertmanager.instances';
const ID = /^[a-z0-9-]+$/;
const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SERVICE_LABELS = [
  'sloth_service',
  'backstage_entity',
  'service',
  'component',
  'app',
];

/**
 * Reads `devops.alertmanager.instances`; empty when there is no such key.
 *
 * @throws InputError that names the key whose value is not possible.
 */
export function readAlertmanagerInstances(
  root: Config,
): AlertmanagerInstance[] {
  const instances = (root.getOptionalConfigArray(KEY) ?? []).map((config, i) =>
    readInstance(config, `${KEY}[${i}]`),
  );
  const ids = instances.map(({ id }) => id);
  const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (twice !== -1) {
    throw new InputError(
      `${KEY}[${twice}].id is '${ids[twice]}' like that of another instance; choose another one`,
    );
  }
  return instances;
}

function readInstance(config: Config, key: string): AlertmanagerInstance {
  const id = config.getString('id');
  if (!ID.test(id)) {
    throw new InputError(
      `${key}.id must be of lower-case letters, digits and dashes`,
    );
  }
  if (!config.has('baseUrl') && !config.has('tokens')) {
    throw new InputError(
      `${key} needs baseUrl to read alerts, or tokens to let Alertmanager send them`,
    );
  }
  return {
    id,
    title: config.getOptionalString('title') ?? `Alertmanager (${id})`,
    ...(config.has('baseUrl') && { api: readApi(config, key) }),
    ...(config.has('tokens') && {
      tokens: readAccessTokens(config, { key, restriction: 'services' }),
    }),
    serviceLabels: readLabels(config, 'serviceLabels', key) ?? SERVICE_LABELS,
    environment: config.getOptionalString('environment'),
    environmentLabels: readLabels(config, 'environmentLabels', key) ?? [
      'environment',
      'env',
    ],
    configKey: key,
  };
}

function readApi(config: Config, key: string) {
  const tenant = config.getOptionalString('tenant');
  const { headers, secrets } = readHttpCredentials(
    config.getOptionalConfig('credentials'),
    key,
  );
  const refreshIntervalMs = readMs(config, 'refreshInterval', { minutes: 1 });
  if (refreshIntervalMs < 5_000) {
    throw new InputError(
      `${key}.refreshInterval must be at least five seconds`,
    );
  }
  const timeoutMs = readMs(config, 'timeout', { seconds: 30 });
  if (timeoutMs <= 0) {
    throw new InputError(`${key}.timeout must be above zero`);
  }
  return {
    baseUrl: readBaseUrl(config, {
      key,
      example: 'http://alertmanager:9093',
    }).replace(/\/api\/v2$/, ''),
    headers: {
      ...(tenant === undefined ? {} : { 'X-Scope-OrgID': tenant }),
      ...headers,
    },
    secrets,
    refreshIntervalMs,
    timeoutMs,
  };
}

function readLabels(
  config: Config,
  name: string,
  key: string,
): string[] | undefined {
  const labels = config.getOptionalStringArray(name);
  if (labels && !(labels.length > 0 && labels.every(it => LABEL.test(it)))) {
    throw new InputError(`${key}.${name} must be names of labels`);
  }
  return labels;
}

function readMs(config: Config, key: string, fallback: HumanDuration): number {
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
}
