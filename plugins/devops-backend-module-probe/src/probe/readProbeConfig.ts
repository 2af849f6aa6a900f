import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { HostAllowList } from './HostAllowList';

/** How environments are probed. Times are milliseconds. */
export type ProbeConfig = {
  intervalMs: number;
  timeoutMs: number;
  retentionMs: number;
  expectedStatus: number[];
  allowedHosts: HostAllowList;
  concurrency: number;
};

const KEY = 'devops.providers.probe';
const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/**
 * Reads `devops.providers.probe`; undefined when there is no such key.
 *
 * @throws InputError that names the key whose value is not possible.
 */
export function readProbeConfig(root: Config): ProbeConfig | undefined {
  const config = root.getOptionalConfig(KEY);
  if (!config) {
    return undefined;
  }

  const intervalMs = readMs(config, 'interval') ?? 15 * SECOND_MS;
  check(intervalMs >= SECOND_MS, 'interval', 'must be at least one second');

  const timeoutMs =
    readMs(config, 'timeout') ?? Math.min(5 * SECOND_MS, intervalMs);
  check(
    timeoutMs > 0 && timeoutMs <= intervalMs,
    'timeout',
    'must be above zero and at most as long as the interval',
  );

  const retentionMs = readMs(config, 'retention') ?? 2 * DAY_MS;
  check(retentionMs >= intervalMs, 'retention', 'must be above the interval');

  const expectedStatus = config.getOptional<number[]>('expectedStatus') ?? [
    200,
  ];
  check(
    Array.isArray(expectedStatus) &&
      expectedStatus.length > 0 &&
      expectedStatus.every(isStatusCode),
    'expectedStatus',
    'must be a list of HTTP status codes such as [200, 204]',
  );

  const concurrency = config.getOptionalNumber('concurrency') ?? 16;
  check(
    Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 256,
    'concurrency',
    'must be a whole number from 1 to 256',
  );

  const hosts = config.getStringArray('allowedHosts');
  check(hosts.length > 0, 'allowedHosts', 'must name at least one host');
  return {
    intervalMs,
    timeoutMs,
    retentionMs,
    expectedStatus,
    allowedHosts: HostAllowList.parse(hosts, `${KEY}.allowedHosts`),
    concurrency,
  };
}

function readMs(config: Config, key: string): number | undefined {
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : undefined;
}

function isStatusCode(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 100 && Number(value) < 600;
}

function check(condition: boolean, key: string, demand: string) {
  if (!condition) {
    throw new InputError(`${KEY}.${key} ${demand}`);
  }
}
