import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { PipelinePolicy } from '@backstage-devops/plugin-devops-node';
import { duration, positive } from '../config';

/** What is configured of the check of generated pipelines. */
export type DriftConfig = {
  enabled: boolean;
  /** How often a lock file is asked for. */
  intervalMs: number;
  /** How often the generated files are asked for while the lock is the same. */
  filesIntervalMs: number;
  /** Repositories that are read at the same time. */
  concurrency: number;
  /** Entities of one round; a round is a minute at most. */
  perRound: number;
  policy: PipelinePolicy;
};

const KEY = 'devops.drift';

/** @throws InputError that names the key of a value that makes no sense. */
export function readDriftConfig(config: Config): DriftConfig {
  return {
    enabled: config.getOptionalBoolean(`${KEY}.enabled`) ?? true,
    intervalMs: duration(config, `${KEY}.interval`, { hours: 1 }),
    filesIntervalMs: duration(config, `${KEY}.filesInterval`, { hours: 6 }),
    concurrency: positive(config, `${KEY}.concurrency`, 4),
    perRound: positive(config, `${KEY}.perRound`, 200),
    policy: readPolicy(config),
  };
}

function readPolicy(config: Config): PipelinePolicy {
  const gates = config.getOptionalStringArray(`${KEY}.policy.gates`);
  const coverage = config.getOptionalNumber(`${KEY}.policy.coverage`);
  if (coverage !== undefined && !(coverage >= 0 && coverage <= 100)) {
    throw new InputError(
      `${KEY}.policy.coverage must be a number of percent from 0 to 100`,
    );
  }
  return {
    ...(gates ? { gates } : {}),
    ...(coverage === undefined ? {} : { coverage }),
  };
}
