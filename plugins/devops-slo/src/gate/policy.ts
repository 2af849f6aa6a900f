import { InputError } from '@backstage/errors';
import type { GateDecision, GatePolicy } from './model';

/**
 * Decisions from the mildest to the strictest.
 *
 * @public
 */
export const GATE_DECISIONS: readonly GateDecision[] = [
  'allow',
  'slow',
  'freeze',
];

/**
 * The policy where nothing else is said: a spent budget and alerts that wake
 * somebody up freeze, a quarter of the budget and burning slow.
 *
 * @public
 */
export const DEFAULT_GATE_POLICY: GatePolicy = {
  freezeAtBudget: 0,
  slowBelowBudget: 0.25,
  freezeOnPage: true,
  slowOnBurn: true,
  whenUnknown: 'slow',
};

/**
 * Fills in what a policy leaves out.
 *
 * @param where - what stands before the keys in messages, such as `devops.gate`
 * @throws InputError that names the key, if a value makes no sense.
 * @public
 */
export function gatePolicy(
  given: { [K in keyof GatePolicy]?: GatePolicy[K] | undefined },
  where = 'policy',
): GatePolicy {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const policy = { ...DEFAULT_GATE_POLICY, ...Object.fromEntries(said) };
  for (const key of ['freezeAtBudget', 'slowBelowBudget'] as const) {
    const share = policy[key];
    if (!(share >= 0 && share <= 1)) {
      throw new InputError(
        `${where}.${key} must be a share of the budget from 0 to 1, such as 0.25, not ${share}`,
      );
    }
  }
  if (policy.slowBelowBudget < policy.freezeAtBudget) {
    throw new InputError(
      `${where}.slowBelowBudget (${policy.slowBelowBudget}) must not be below ${where}.freezeAtBudget (${policy.freezeAtBudget}): deployments would be frozen before they are slowed`,
    );
  }
  if (!GATE_DECISIONS.includes(policy.whenUnknown)) {
    throw new InputError(
      `${where}.whenUnknown must be one of ${GATE_DECISIONS.join(', ')}, not '${policy.whenUnknown}'`,
    );
  }
  return policy;
}

/**
 * The stricter one of several decisions; `allow` of none.
 *
 * @public
 */
export function strictest(decisions: GateDecision[]): GateDecision {
  const ranks = decisions.map(one => GATE_DECISIONS.indexOf(one));
  return GATE_DECISIONS[Math.max(0, ...ranks)];
}
