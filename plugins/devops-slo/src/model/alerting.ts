/**
 * How loud an alert is: `page` wakes somebody up, `ticket` waits for the morning.
 *
 * @public
 */
export type AlertSeverity = 'page' | 'ticket';

/**
 * A burn rate condition that the file declares.
 *
 * @public
 */
export interface BurnRateCondition {
  severity: AlertSeverity;
  /** The severity as in the file. */
  severityText: string;
  /** Multiples of the sustainable burn rate. */
  threshold: number;
  lookbackMs: number;
  /** How long the condition must hold before somebody is told. */
  alertAfterMs: number;
  /** Names of the targets of its policy; absent means the owner. */
  notificationTargets?: string[];
}

/**
 * Somebody who is told of alerts, by the name of a receiver.
 *
 * @public
 */
export interface NotificationTarget {
  name: string;
  /** What kind of receiver it is, such as `slack`; absent if only its name is known. */
  target?: string;
}

/**
 * A pair of windows that a document gives for all objectives of a period.
 *
 * @public
 */
export interface CatalogueWindow {
  severity: AlertSeverity;
  /** Percent of the budget that the alert lets the long window spend. */
  budgetPercent: number;
  shortMs: number;
  longMs: number;
}

/**
 * What a file says about the alerts of one severity.
 *
 * @public
 */
export interface SeverityAlerting {
  disabled: boolean;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/**
 * What a file says about alerts apart from their conditions.
 *
 * @public
 */
export interface SloAlerting {
  /** Name of the alerts; absent means the usual one. */
  name?: string;
  page: SeverityAlerting;
  ticket: SeverityAlerting;
  /** Whether missing data is alerted on; absent means the usual: it is. */
  whenNoData?: boolean;
  /** Whether burn rates are alerted on; absent means the usual: they are. */
  whenBreaching?: boolean;
  /** Everybody whom policies of the file name. */
  notificationTargets?: NotificationTarget[];
  /** Names of those who are told of missing data; absent means the owner. */
  noDataTargets?: string[];
  /** Failures within the long window below which nobody is told. */
  minFailures?: number;
  /** Events that are expected in a day, to find alerts that one error fires. */
  eventsPerDay?: number;
}
