import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import {
  readBaseUrl,
  readHttpCredentials,
  type HttpCredentials,
} from '@backstage-devops/plugin-devops-node';

/** Whose API is spoken: they differ in details. */
export type PrometheusType =
  'prometheus' | 'thanos' | 'mimir' | 'victoriametrics';

/** One server. Times are milliseconds. */
export type PrometheusInstance = HttpCredentials & {
  id: string;
  title: string;
  type: PrometheusType;
  /** Without a trailing slash. */
  baseUrl: string;
  environment?: string;
  environmentLabels: string[];
  refreshIntervalMs: number;
  timeoutMs: number;
  ruleCheckIntervalMs: number;
  /** Where the instance is configured, for messages. */
  configKey: string;
};

const KEY = 'devops.prometheus.instances';
const TYPES: string[] = ['prometheus', 'thanos', 'mimir', 'victoriametrics'];
const ID = /^[a-z0-9-]+$/;
const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Labels are part of every query and answer. */
const MOST_LABELS = 5;

/**
 * Reads `devops.prometheus.instances`; empty when there is no such key.
 *
 * @throws InputError that names the key whose value is not possible.
 */
export function readPrometheusInstances(root: Config): PrometheusInstance[] {
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

function readInstance(config: Config, key: string): PrometheusInstance {
  const check = (condition: boolean, name: string, demand: string) => {
    if (!condition) {
      throw new InputError(`${key}.${name} ${demand}`);
    }
  };

  const id = config.getString('id');
  check(ID.test(id), 'id', 'must be of lower-case letters, digits and dashes');

  const type = config.getOptionalString('type') ?? 'prometheus';
  check(isType(type), 'type', `must be one of ${TYPES.join(', ')}`);

  const tenant = config.getOptionalString('tenant');
  check(
    type !== 'mimir' || tenant !== undefined,
    'tenant',
    'must be set: Mimir answers no request without one',
  );

  const environmentLabels = config.getOptionalStringArray(
    'environmentLabels',
  ) ?? ['environment', 'env'];
  check(
    environmentLabels.length <= MOST_LABELS &&
      environmentLabels.every(label => LABEL.test(label)),
    'environmentLabels',
    `must be at most ${MOST_LABELS} names of labels`,
  );

  const refreshIntervalMs = readMs(config, 'refreshInterval', { minutes: 1 });
  check(
    refreshIntervalMs >= 5_000,
    'refreshInterval',
    'must be at least five seconds',
  );
  const timeoutMs = readMs(config, 'timeout', { seconds: 30 });
  check(timeoutMs > 0, 'timeout', 'must be above zero');
  const ruleCheckIntervalMs = readMs(config, 'ruleCheckInterval', { hours: 1 });
  check(
    ruleCheckIntervalMs >= 60_000,
    'ruleCheckInterval',
    'must be at least one minute: rules are many megabytes',
  );

  const credentials = readHttpCredentials(
    config.getOptionalConfig('credentials'),
    key,
  );
  return {
    id,
    title: config.getOptionalString('title') ?? `Prometheus (${id})`,
    type: type as PrometheusType,
    baseUrl: readBaseUrl(config, {
      key,
      example: 'http://prometheus:9090',
    }).replace(/\/api\/v1$/, ''),
    headers: {
      ...(tenant === undefined ? {} : { 'X-Scope-OrgID': tenant }),
      ...credentials.headers,
    },
    secrets: credentials.secrets,
    environment: config.getOptionalString('environment'),
    environmentLabels,
    refreshIntervalMs,
    timeoutMs,
    ruleCheckIntervalMs,
    configKey: key,
  };
}

function isType(text: string): boolean {
  return TYPES.includes(text);
}

function readMs(config: Config, key: string, fallback: HumanDuration): number {
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
}
