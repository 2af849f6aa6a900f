import { AlertWindow } from '../alertWindows';
import { AlertSeverity, SloSpec } from '../model';
import { promDuration } from '../promql/promDuration';

/** Pairs of windows that one alerting rule watches. */
export interface AlertGroup {
  severity: AlertSeverity;
  /** How long the expression must hold. */
  heldMs: number;
  pairs: AlertWindow[];
  /** That tell the rule from the others of the objective, and whom to tell. */
  labels: Record<string, string>;
}

/** Label with the names of those who are told, separated by commas. */
export const TARGETS_LABEL = 'notification_targets';

/** Whether burn rates of a severity are alerted on. */
export function areAlerted(spec: SloSpec, severity: AlertSeverity): boolean {
  return (
    !spec.alerting[severity].disabled && spec.alerting.whenBreaching !== false
  );
}

/**
 * The alerting rules of an objective: pairs of the same severity are one rule,
 * unless the file wants them held for another time, called by another word, or
 * told to somebody else.
 */
export function alertGroups(
  spec: SloSpec,
  pairs: readonly AlertWindow[],
): AlertGroup[] {
  const groups = new Map<string, AlertGroup>();
  for (const [i, pair] of pairs.entries()) {
    if (areAlerted(spec, pair.severity)) {
      const condition = spec.alerts[i];
      const heldMs = condition?.alertAfterMs ?? 0;
      const labels = {
        ...(heldMs > 0 ? { alert_after: promDuration(heldMs) } : {}),
        ...(condition ? { severity: condition.severityText } : {}),
        ...targetLabel(
          condition
            ? condition.notificationTargets
            : spec.alerting.notificationTargets?.map(({ name }) => name),
        ),
      };
      const key = JSON.stringify([pair.severity, labels]);
      const group: AlertGroup = groups.get(key) ?? {
        severity: pair.severity,
        heldMs,
        pairs: [],
        labels,
      };
      group.pairs.push(pair);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** The label of those who are told, if anybody is named. */
export function targetLabel(
  names: readonly string[] | undefined,
): Record<string, string> {
  return names && names.length > 0 ? { [TARGETS_LABEL]: names.join(',') } : {};
}
