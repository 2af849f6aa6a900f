import { judgeSlo } from './judgeSlo';
import type {
  GateException,
  GatePolicy,
  GateReason,
  GateSlo,
  GateVerdict,
} from './model';
import { GATE_DECISIONS, strictest } from './policy';

/**
 * Decides by the error budgets of an entity whether deployments to an
 * environment may go on. The strictest reason decides; each objective tells
 * its own.
 *
 * @example
 * ```
 * decideGate({ slos, policy: DEFAULT_GATE_POLICY, where: 'component:default/shop in production' })
 * // { decision: 'freeze', byPolicy: 'freeze', reasons: [{ kind: 'budget_spent', message: '-3 % of the error budget of Availability is left; at 0 % or less deployments are frozen', ... }] }
 * ```
 *
 * @public
 */
export function decideGate(options: {
  /** The objectives that hold where somebody wants to deploy to. */
  slos: GateSlo[];
  policy: GatePolicy;
  /** What is deployed where, for sentences. */
  where: string;
  /** Makes the decision `allow`; the other reasons are told all the same. */
  exception?: GateException;
}): GateVerdict {
  const { slos, policy, where, exception } = options;
  const reasons: GateReason[] = slos.flatMap(slo => judgeSlo(slo, policy));
  if (slos.length === 0) {
    reasons.push({
      kind: 'no_objectives',
      effect: 'allow',
      message: `There is no objective of ${where}, so no error budget holds anything back`,
      remedy: 'Define one in slo/ beside the catalog-info.yaml of the service',
    });
  }
  // Sorting is stable: within one effect the order of the objectives stays.
  reasons.sort((a, b) => rank(b) - rank(a));
  const byPolicy = strictest(reasons.map(({ effect }) => effect));
  if (exception) {
    const until = new Date(exception.until).toISOString();
    reasons.unshift({
      kind: 'override',
      effect: 'allow',
      message: `${exception.by} allowed deployments until ${until}: ${exception.reason}`,
    });
  }
  return { decision: exception ? 'allow' : byPolicy, byPolicy, reasons };
}

function rank({ effect }: GateReason): number {
  return GATE_DECISIONS.indexOf(effect);
}
