import { formatShare } from './formatShare';
import type { GatePolicy, GateReason, GateSlo } from './model';

/** Differences below this share of a budget are rounding. */
const ROUNDING = 1e-9;

/** What alerts that wake somebody up call themselves. */
const PAGES = new Set(['page', 'critical']);

/** What one objective has to say against deployments; nothing when it is well. */
export function judgeSlo(slo: GateSlo, policy: GatePolicy): GateReason[] {
  const unknown = unknownReason(slo, policy);
  if (unknown) {
    return [unknown];
  }
  const budget = budgetReason(slo, policy);
  const alarm = pageReason(slo, policy) ?? burnReason(slo, policy);
  return [budget, alarm].filter(reason => reason !== undefined);
}

function unknownReason(
  slo: GateSlo,
  { whenUnknown }: GatePolicy,
): GateReason | undefined {
  const words = whyUnknown(slo);
  if (!words) {
    return undefined;
  }
  return {
    kind: 'unknown',
    effect: whenUnknown,
    sloId: slo.id,
    message: `It is not known where ${nameOf(slo)} stands: ${words}`,
    remedy:
      'Look at its SLO tab for what is missing, and at the service itself before you deploy',
  };
}

function whyUnknown({ state, budgetRemaining }: GateSlo): string | undefined {
  switch (state) {
    case 'no_data':
      return 'there is no data of it';
    case 'stale':
      return 'the newest data of it is too old';
    case 'unmeasured':
      return 'nothing measures it';
    case 'no_traffic':
      return undefined;
    default:
      return budgetRemaining === undefined
        ? 'how much of its budget is left is not measured yet'
        : undefined;
  }
}

function budgetReason(
  slo: GateSlo,
  { freezeAtBudget, slowBelowBudget }: GatePolicy,
): GateReason | undefined {
  const { budgetRemaining: left } = slo;
  // Without requests nothing was spent.
  if (left === undefined) {
    return undefined;
  }
  if (left <= freezeAtBudget + ROUNDING) {
    return {
      kind: 'budget_spent',
      effect: 'freeze',
      sloId: slo.id,
      message: `${leftOf(slo, left)}; at ${formatShare(freezeAtBudget)} or less deployments are frozen`,
      remedy:
        'Deploy only what brings the objective back, by an override that says so',
      value: left,
      limit: freezeAtBudget,
    };
  }
  if (left < slowBelowBudget) {
    return {
      kind: 'budget_low',
      effect: 'slow',
      sloId: slo.id,
      message: `${leftOf(slo, left)}; below ${formatShare(slowBelowBudget)} deployments are slowed`,
      remedy: 'Deploy small changes one at a time, and watch each',
      value: left,
      limit: slowBelowBudget,
    };
  }
  return undefined;
}

function pageReason(
  slo: GateSlo,
  { freezeOnPage }: GatePolicy,
): GateReason | undefined {
  if (!freezeOnPage) {
    return undefined;
  }
  const pair = slo.burnWindows.find(
    ({ firing, severity }) => firing && severity === 'page',
  );
  const alert = slo.alerts?.find(
    ({ state, severity = '' }) => state === 'firing' && PAGES.has(severity),
  );
  if (!pair && !alert) {
    return undefined;
  }
  const rate =
    pair?.longBurn === undefined
      ? ''
      : `: it spends its budget ${times(pair.longBurn)} as fast as it may, and the limit is ${times(pair.factor)}`;
  return {
    kind: 'page_firing',
    effect: 'freeze',
    sloId: slo.id,
    message: `An alert of ${nameOf(slo)} fires that wakes somebody up${alert ? ` (${alert.name})` : ''}${rate}`,
    remedy:
      'Wait until it is over; deploy what repairs it by an override that says so',
    ...(pair?.longBurn === undefined
      ? {}
      : { value: pair.longBurn, limit: pair.factor }),
  };
}

function burnReason(
  slo: GateSlo,
  { slowOnBurn }: GatePolicy,
): GateReason | undefined {
  const burns = slo.state === 'burning' || slo.state === 'at_risk';
  const fires =
    slo.burnWindows.some(({ firing }) => firing) ||
    (slo.alerts ?? []).some(({ state }) => state === 'firing');
  if (!slowOnBurn || !(burns || fires)) {
    return undefined;
  }
  const { currentBurn } = slo;
  const rate =
    currentBurn !== undefined && currentBurn > 1
      ? `, now ${times(currentBurn)} as fast`
      : '';
  return {
    kind: 'burning',
    effect: 'slow',
    sloId: slo.id,
    message: `${nameOf(slo)} spends its error budget faster than it may${rate}`,
    remedy: 'Find out what spends it before you deploy more',
    ...(rate ? { value: currentBurn, limit: 1 } : {}),
  };
}

function nameOf({ id, title }: GateSlo): string {
  return title ?? id;
}

function leftOf(slo: GateSlo, left: number): string {
  return `${formatShare(left)} of the error budget of ${nameOf(slo)} is left`;
}

function times(factor: number): string {
  return `${Number(factor.toPrecision(3))} times`;
}
