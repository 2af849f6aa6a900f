import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/** What is configured of measurements and objectives, in milliseconds. */
export type SloConfig = {
  measurementRetentionMs: number;
  refreshIntervalMs: number;
};

export function readSloConfig(config: Config): SloConfig {
  return {
    measurementRetentionMs: duration(config, 'devops.measurements.retention', {
      days: 100,
    }),
    refreshIntervalMs: duration(config, 'devops.slos.refreshInterval', {
      minutes: 2,
    }),
  };
}

function duration(config: Config, key: string, fallback: HumanDuration) {
  const ms = durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
  if (!(ms > 0)) {
    throw new InputError(`${key} must be longer than zero`);
  }
  return ms;
}
