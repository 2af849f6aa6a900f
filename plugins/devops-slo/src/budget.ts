import { InputError } from '@backstage/errors';
import { MINUTE_MS } from './duration';
import { withoutNoise } from './format';

/**
 * The error budget B = 1 - objective: the share of events that may be bad.
 *
 * @throws InputError unless the objective is above 0 and below 1.
 * @public
 */
export function errorBudget(objective: number): number {
  if (!(objective > 0 && objective < 1)) {
    throw new InputError(
      `The objective must be above 0 and below 1, it is ${objective}; write 99.9 % as 0.999`,
    );
  }
  const budget = 1 - objective;
  // The noise of the subtraction is absolute: 1 - 0.99999 is 0.00001 to the
  // 16th decimal. A budget that is smaller than the noise stays as it is.
  return Number(budget.toFixed(15)) || budget;
}

/**
 * The error ratio e = bad / total, or null without events: no traffic is
 * neither good nor bad.
 *
 * @public
 */
export function errorRatio(counts: {
  bad: number;
  total: number;
}): number | null {
  return counts.total > 0 ? counts.bad / counts.total : null;
}

/**
 * The burn rate e / B. At 1 the budget lasts exactly one window.
 *
 * @public
 */
export function burnRate(ratio: number, budget: number): number {
  return ratio / budget;
}

/**
 * The share of the budget that is used, e(W) / B; above 1 the objective is missed.
 *
 * @public
 */
export function budgetUsed(ratio: number, budget: number): number {
  return ratio / budget;
}

/**
 * The share of the budget that is left, 1 - e(W) / B; below 0 the objective is missed.
 *
 * @public
 */
export function budgetRemaining(ratio: number, budget: number): number {
  // Written as one fraction so that a budget used to the last event gives 0.
  return (budget - ratio) / budget;
}

/**
 * The budget in events, B * total: how many events of the window may be bad.
 *
 * @public
 */
export function budgetInEvents(budget: number, total: number): number {
  return withoutNoise(budget * total);
}

/**
 * The budget in minutes, B * W: how long everything may fail within the window.
 *
 * @public
 */
export function budgetInMinutes(budget: number, windowMs: number): number {
  return withoutNoise((budget * windowMs) / MINUTE_MS);
}

/**
 * Milliseconds until the budget is empty at a constant burn, W * remaining / burn.
 * 0 if nothing is left, null if nothing burns.
 *
 * @public
 */
export function timeToExhaustion(options: {
  windowMs: number;
  remaining: number;
  burn: number;
}): number | null {
  const { windowMs, remaining, burn } = options;
  if (remaining <= 0) {
    return 0;
  }
  return burn > 0 ? (windowMs * remaining) / burn : null;
}

/**
 * The burn rate that spends the share `p` of the budget within `longMs`,
 * k = p * W / L.
 *
 * @public
 */
export function alertFactor(options: {
  budgetShare: number;
  windowMs: number;
  longMs: number;
}): number {
  const { budgetShare, windowMs, longMs } = options;
  return withoutNoise((budgetShare * windowMs) / longMs);
}

/**
 * Milliseconds until the long window exceeds the factor at a constant error
 * ratio, t = k * B * L / e; null if it never does, because the ratio is too low.
 *
 * @public
 */
export function detectionTime(options: {
  factor: number;
  budget: number;
  longMs: number;
  ratio: number;
}): number | null {
  const { factor, budget, longMs, ratio } = options;
  return ratio > factor * budget ? (factor * budget * longMs) / ratio : null;
}
