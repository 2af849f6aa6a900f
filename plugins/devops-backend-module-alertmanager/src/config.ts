import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  readAccessTokens,
  readInstances,
  readPolledServer,
  type AccessToken,
  type PolledServer,
} from '@backstage-devops/plugin-devops-node';

/** How alerts tell whose they are, and of which environment. */
export type AlertLabels = {
  serviceLabels: string[];
  environment?: string;
  environmentLabels: string[];
};

/** One Alertmanager. */
export type AlertmanagerInstance = AlertLabels & {
  id: string;
  title: string;
  /** Where to read alerts; absent where they come by webhooks alone. */
  api?: PolledServer;
  /** What webhooks prove themselves with; absent where none is taken. */
  tokens?: AccessToken[];
  /** Where the instance is configured, for messages. */
  configKey: string;
};

const KEY = 'devops.alertmanager.instances';
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
  return readInstances(root, { key: KEY, read: readInstance });
}

function readInstance(
  config: Config,
  key: string,
  id: string,
): Omit<AlertmanagerInstance, 'id'> {
  if (!config.has('baseUrl') && !config.has('tokens')) {
    throw new InputError(
      `${key} needs baseUrl to read alerts, or tokens to let Alertmanager send them`,
    );
  }
  return {
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

function readApi(config: Config, key: string): PolledServer {
  const server = readPolledServer(config, {
    key,
    example: 'http://alertmanager:9093',
  });
  return { ...server, baseUrl: server.baseUrl.replace(/\/api\/v2$/, '') };
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
