import type { AlertSeverity } from '../model';
import type { SloState } from '../evaluateSlo';

/**
 * Whether somebody may deploy: `slow` lets a deployment pass and asks for care,
 * `freeze` asks to wait.
 *
 * @public
 */
export type GateDecision = 'allow' | 'slow' | 'freeze';

/**
 * What an error budget means for deployments.
 *
 * @public
 */
export interface GatePolicy {
  /** Share of the budget, 0 to 1, at or below which deployments are frozen. */
  freezeAtBudget: number;
  /** Share of the budget, 0 to 1, below which deployments are slowed. */
  slowBelowBudget: number;
  /** Whether an alert that wakes somebody up freezes deployments. */
  freezeOnPage: boolean;
  /** Whether spending faster than the budget allows slows deployments. */
  slowOnBurn: boolean;
  /** What it means that it is not known where an objective stands. */
  whenUnknown: GateDecision;
}

/**
 * Where one objective stands, as far as a decision needs it.
 *
 * @public
 */
export interface GateSlo {
  id: string;
  /** How people call it; its id by default. */
  title?: string;
  state: SloState;
  /** Share of the budget that is left: 1 is untouched, below 0 is overspent. */
  budgetRemaining?: number;
  /** Multiples of the sustainable burn rate, over the shortest window. */
  currentBurn?: number;
  burnWindows: Array<{
    severity: AlertSeverity;
    firing: boolean;
    factor: number;
    longBurn?: number;
  }>;
  /** Alerts that its source tells of. */
  alerts?: Array<{
    name: string;
    state: 'firing' | 'pending';
    severity?: string;
  }>;
}

/**
 * Why a decision is what it is.
 *
 * - `budget_spent`: no more of the budget is left than the policy keeps
 * - `page_firing`: an alert fires that wakes somebody up
 * - `budget_low`: little of the budget is left
 * - `burning`: the budget is spent faster than it allows
 * - `unknown`: it is not known where the objective stands
 * - `no_objectives`: there is nothing to decide by
 * - `override`: somebody decided otherwise
 *
 * @public
 */
export type GateReasonKind =
  | 'budget_spent'
  | 'page_firing'
  | 'budget_low'
  | 'burning'
  | 'unknown'
  | 'no_objectives'
  | 'override';

/** @public */
export interface GateReason {
  kind: GateReasonKind;
  /** What this reason alone leads to. */
  effect: GateDecision;
  /** The objective it is about; absent where it is about none. */
  sloId?: string;
  /** What is the case, in one sentence. */
  message: string;
  /** What to do about it, in one sentence. */
  remedy?: string;
  /** The number that was looked at. */
  value?: number;
  /** What the policy compares it with. */
  limit?: number;
}

/**
 * That somebody let deployments pass for a while.
 *
 * @public
 */
export interface GateException {
  by: string;
  reason: string;
  /** Epoch milliseconds. */
  until: number;
}

/**
 * A decision with its reasons, those that weigh most first.
 *
 * @public
 */
export interface GateVerdict {
  decision: GateDecision;
  /** What it would be without an exception. */
  byPolicy: GateDecision;
  reasons: GateReason[];
}
