import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  readInstances,
  readMs,
  readPolledServer,
  type PolledServer,
} from '@backstage-devops/plugin-devops-node';

/** Whose API is spoken: they differ in details. */
export type PrometheusType =
  'prometheus' | 'thanos' | 'mimir' | 'victoriametrics';

/** One server. Times are milliseconds. */
export type PrometheusInstance = PolledServer & {
  id: string;
  title: string;
  type: PrometheusType;
  environment?: string;
  environmentLabels: string[];
  ruleCheckIntervalMs: number;
  /** Where the instance is configured, for messages. */
  configKey: string;
};

const KEY = 'devops.prometheus.instances';
const TYPES: string[] = ['prometheus', 'thanos', 'mimir', 'victoriametrics'];
const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Labels are part of every query and answer. */
const MOST_LABELS = 5;

/**
 * Reads `devops.prometheus.instances`; empty when there is no such key.
 *
 * @throws InputError that names the key whose value is not possible.
 */
export function readPrometheusInstances(root: Config): PrometheusInstance[] {
  return readInstances(root, { key: KEY, read: readInstance });
}

function readInstance(
  config: Config,
  key: string,
  id: string,
): Omit<PrometheusInstance, 'id'> {
  const check = (condition: boolean, name: string, demand: string) => {
    if (!condition) {
      throw new InputError(`${key}.${name} ${demand}`);
    }
  };

  const type = config.getOptionalString('type') ?? 'prometheus';
  check(isType(type), 'type', `must be one of ${TYPES.join(', ')}`);

  check(
    type !== 'mimir' || config.has('tenant'),
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

  const ruleCheckIntervalMs = readMs(config, 'ruleCheckInterval', { hours: 1 });
  check(
    ruleCheckIntervalMs >= 60_000,
    'ruleCheckInterval',
    'must be at least one minute: rules are many megabytes',
  );

  const server = readPolledServer(config, {
    key,
    example: 'http://prometheus:9090',
  });
  return {
    ...server,
    baseUrl: server.baseUrl.replace(/\/api\/v1$/, ''),
    title: config.getOptionalString('title') ?? `Prometheus (${id})`,
    type: type as PrometheusType,
    environment: config.getOptionalString('environment'),
    environmentLabels,
    ruleCheckIntervalMs,
    configKey: key,
  };
}

function isType(text: string): boolean {
  return TYPES.includes(text);
}
