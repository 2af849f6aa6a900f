import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { readBaseUrl } from './readBaseUrl';
import {
  readHttpCredentials,
  type HttpCredentials,
} from './readHttpCredentials';

/**
 * A server that is asked again and again. Times are milliseconds.
 *
 * @public
 */
export type PolledServer = HttpCredentials & {
  /** Without slashes at its end. */
  baseUrl: string;
  refreshIntervalMs: number;
  timeoutMs: number;
};

/**
 * Reads `baseUrl`, `credentials`, `tenant`, `refreshInterval` (a minute) and
 * `timeout` (half a minute).
 *
 * @param config - what has these keys.
 * @param options - `key` is the whole key of `config`, for errors; `example`
 * is an address as it may be.
 *
 * @throws InputError that names the key whose value is not possible.
 *
 * @public
 */
export function readPolledServer(
  config: Config,
  options: { key: string; example: string },
): PolledServer {
  const { key } = options;
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
  const tenant = config.getOptionalString('tenant');
  const { headers, secrets } = readHttpCredentials(
    config.getOptionalConfig('credentials'),
    key,
  );
  return {
    baseUrl: readBaseUrl(config, options),
    headers: {
      ...(tenant === undefined ? {} : { 'X-Scope-OrgID': tenant }),
      ...headers,
    },
    secrets,
    refreshIntervalMs,
    timeoutMs,
  };
}

/**
 * Reads a duration, in milliseconds.
 *
 * @public
 */
export function readMs(
  config: Config,
  key: string,
  fallback: HumanDuration,
): number {
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
}
