import type {
  DeploymentGate,
  GateReason,
  Slo,
} from '@backstage-devops/plugin-devops-common';
import { freshness } from '../builders';

const HOUR = 3_600_000;

/** What holds deployments to production back, as far as the objectives do. */
export function gateOf(slos: Slo[]): DeploymentGate {
  const reasons = slos
    .flatMap(reasonOf)
    .sort((a, b) => a.effect.localeCompare(b.effect)); // freeze, then slow
  const decision = reasons.some(({ effect }) => effect === 'freeze')
    ? 'freeze'
    : (reasons[0]?.effect ?? 'allow');
  return {
    entityRef: 'component:default/checkout',
    environment: 'production',
    decision,
    byPolicy: decision,
    reasons,
    policy: {
      freezeAtBudget: 0,
      slowBelowBudget: 0.25,
      freezeOnPage: true,
      slowOnBurn: true,
      whenUnknown: 'slow',
    },
    longestOverrideMs: 24 * HOUR,
    slos: slos.map(({ id, title = id, state, objective, windowText }) => ({
      id,
      title,
      state,
      objective,
      windowText,
    })),
    freshness: freshness(),
  };
}

function reasonOf({ id, title, state, budgetRemaining }: Slo): GateReason[] {
  switch (state) {
    case 'exhausted':
      return [
        {
          kind: 'budget_spent',
          effect: 'freeze',
          sloId: id,
          message: `${Math.round((budgetRemaining ?? 0) * 100)} % of the error budget of ${title} is left; at 0 % or less deployments are frozen`,
          remedy:
            'Deploy only what brings the objective back, by an override that says so',
          value: budgetRemaining,
          limit: 0,
        },
      ];
    case 'at_risk':
    case 'burning':
      return [
        {
          kind: 'burning',
          effect: 'slow',
          sloId: id,
          message: `${title} spends its error budget faster than it may`,
          remedy: 'Find out what spends it before you deploy more',
        },
      ];
    default:
      return [];
  }
}

/** The gate once somebody let deployments pass. */
export function overridden(
  gate: DeploymentGate,
  { reason, until }: { reason: string; until: string },
): DeploymentGate {
  const { entityRef, environment } = gate;
  return {
    ...gate,
    decision: 'allow',
    override: {
      id: `override-${environment}`,
      entityRef,
      environment,
      reason,
      createdBy: 'user:default/ada',
      createdAt: new Date().toISOString(),
      until,
    },
  };
}

/** The gates, by environment, once an override is over. */
export function withoutOverride(
  gates: Record<string, DeploymentGate>,
  id: string,
): Record<string, DeploymentGate> {
  return Object.fromEntries(
    Object.entries(gates).map(([name, { override, ...gate }]) => [
      name,
      override?.id === id
        ? { ...gate, decision: gate.byPolicy }
        : { ...gate, ...(override && { override }) },
    ]),
  );
}
