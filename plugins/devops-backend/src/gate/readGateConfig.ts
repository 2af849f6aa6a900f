import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  gatePolicy,
  type GateDecision,
  type GatePolicy,
} from '@backstage-devops/plugin-devops-slo';

/** What is configured of the gate. */
export type GateConfig = {
  policy: GatePolicy;
  longestOverrideMs: number;
};

const KEY = 'devops.gate';
const DAY_MS = 24 * 60 * 60_000;

/** @throws InputError that names the key of a value that makes no sense. */
export function readGateConfig(config: Config): GateConfig {
  const gate = config.getOptionalConfig(KEY);
  return {
    policy: gatePolicy(
      {
        freezeAtBudget: gate?.getOptionalNumber('freezeAtBudget'),
        slowBelowBudget: gate?.getOptionalNumber('slowBelowBudget'),
        freezeOnPage: gate?.getOptionalBoolean('freezeOnPage'),
        slowOnBurn: gate?.getOptionalBoolean('slowOnBurn'),
        whenUnknown: gate?.getOptionalString('whenUnknown') as
          GateDecision | undefined,
      },
      KEY,
    ),
    longestOverrideMs: longestOverride(config),
  };
}

function longestOverride(config: Config): number {
  const key = `${KEY}.longestOverride`;
  if (!config.has(key)) {
    return DAY_MS;
  }
  const ms = durationToMilliseconds(readDurationFromConfig(config, { key }));
  if (!(ms > 0)) {
    throw new InputError(`${key} must be longer than zero`);
  }
  return ms;
}
