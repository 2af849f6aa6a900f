import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { IANAZone } from 'luxon';

/** The `devops` section with its defaults filled in; durations in milliseconds. */
export type DevopsConfig = {
  catalog: { refreshIntervalMs: number };
  sweep: { overlapMs: number; timeoutMs: number };
  inbox: { maxBodyBytes: number; retentionMs: number; maxAttempts: number };
  traces: { maxBytes: number; retentionMs: number };
  metrics: {
    /** IANA zone that days are of. */
    timezone: string;
    /** Of entities that say nothing else; may be infinite. */
    attributionWindowMs: number;
    refreshDelayMs: number;
  };
  retention: RetentionConfig;
};

/** How long what is kept; undefined is for ever. */
export type RetentionConfig = {
  runsMs: number;
  jobsMs: number;
  deploymentsMs?: number;
  changesMs?: number;
  incidentsMs?: number;
  alertsMs?: number;
  gatesMs?: number;
};

/** Reads everything under `devops` that is not a provider's. */
export function readDevopsConfig(config: Config): DevopsConfig {
  return {
    catalog: {
      refreshIntervalMs: duration(config, 'devops.catalog.refreshInterval', {
        seconds: 60,
      }),
    },
    sweep: {
      overlapMs: duration(config, 'devops.sweep.overlap', { minutes: 2 }),
      timeoutMs: duration(config, 'devops.sweep.timeout', { minutes: 30 }),
    },
    inbox: {
      maxBodyBytes: positive(config, 'devops.inbox.maxBodyBytes', 26_214_400),
      retentionMs: duration(config, 'devops.inbox.retention', { days: 7 }),
      maxAttempts: positive(config, 'devops.inbox.maxAttempts', 8),
    },
    traces: {
      maxBytes: positive(config, 'devops.traces.maxBytes', 1_048_576),
      retentionMs: duration(config, 'devops.traces.retention', { days: 14 }),
    },
    metrics: {
      timezone: timezone(config, 'devops.metrics.timezone'),
      attributionWindowMs:
        config.getOptional('devops.metrics.attributionWindow') === 'inf'
          ? Infinity
          : duration(config, 'devops.metrics.attributionWindow', { hours: 24 }),
      refreshDelayMs: duration(config, 'devops.metrics.refreshDelay', {
        seconds: 5,
      }),
    },
    retention: {
      runsMs: duration(config, 'devops.retention.runs', { days: 90 }),
      jobsMs: duration(config, 'devops.retention.jobs', { days: 90 }),
      deploymentsMs: limit(config, 'devops.retention.deployments'),
      changesMs: limit(config, 'devops.retention.changes'),
      incidentsMs: limit(config, 'devops.retention.incidents'),
      alertsMs: limit(config, 'devops.retention.alerts'),
      gatesMs: limit(config, 'devops.retention.gates'),
    },
  };
}

/** A duration without a default. */
function limit(config: Config, key: string): number | undefined {
  return config.has(key) ? duration(config, key, {}) : undefined;
}

/** @throws InputError for one that is not longer than zero. */
export function duration(
  config: Config,
  key: string,
  fallback: HumanDuration,
): number {
  const value = config.has(key)
    ? readDurationFromConfig(config, { key })
    : fallback;
  const milliseconds = durationToMilliseconds(value);
  if (!(milliseconds > 0)) {
    throw new InputError(`${key} must be longer than zero`);
  }
  return milliseconds;
}

function timezone(config: Config, key: string): string {
  const value = config.getOptionalString(key) ?? 'UTC';
  if (!IANAZone.isValidZone(value)) {
    throw new InputError(
      `${key} must be a time zone of the IANA database such as 'Europe/Berlin', not '${value}'`,
    );
  }
  return value;
}

/** @throws InputError for a number that is not whole and above zero. */
export function positive(
  config: Config,
  key: string,
  fallback: number,
): number {
  const value = config.getOptionalNumber(key) ?? fallback;
  if (!Number.isSafeInteger(value) || value <= 0) {
    throw new InputError(`${key} must be a whole number above zero`);
  }
  return value;
}
