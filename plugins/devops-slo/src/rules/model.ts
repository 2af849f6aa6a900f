import { SloDocument } from '../model';

/**
 * A recording rule of Prometheus.
 *
 * @public
 */
export interface RecordingRule {
  record: string;
  expr: string;
  labels: Record<string, string>;
}

/**
 * An alerting rule of Prometheus.
 *
 * @public
 */
export interface AlertingRule {
  alert: string;
  expr: string;
  /** How long the expression must hold, such as `5m`. */
  for?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** @public */
export type Rule = RecordingRule | AlertingRule;

/**
 * Rules that Prometheus evaluates one after the other.
 *
 * @public
 */
export interface RuleGroup {
  name: string;
  /** Time between evaluations; absent means that of the server. */
  interval?: string;
  rules: Rule[];
}

/**
 * The groups of the objectives of one document.
 *
 * @public
 */
export interface DocumentRules {
  document: SloDocument;
  groups: RuleGroup[];
}
