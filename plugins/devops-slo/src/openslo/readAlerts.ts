import { durationToMs, isFixedDuration, parseDuration } from '../duration';
import { AlertSeverity, BurnRateCondition, SloAlerting } from '../model';
import { MapReader, shorten } from '../documents/MapReader';

/** Words of common paging tools for "wake somebody up". */
const PAGING = ['page', 'critical', 'sev1', 'sev-1', 'p1', 'high'];

/** The named documents that an SLO can refer to for its alerts. */
export interface AlertDocuments {
  policies: Map<string, MapReader>;
  conditions: Map<string, MapReader>;
}

/** What an SLO says about its alerts. */
export interface Alerts {
  conditions: BurnRateCondition[];
  alerting: SloAlerting;
}

/** Reads `spec.alertPolicies`, inline or referred to, as burn rate conditions. */
export function readAlerts(spec: MapReader, documents: AlertDocuments): Alerts {
  const severity = { disabled: false, labels: {}, annotations: {} };
  const alerting: SloAlerting = { page: severity, ticket: severity };
  const conditions = spec.maps('alertPolicies').flatMap(item => {
    const policy = follow(item, 'alertPolicyRef', documents.policies);
    const policySpec = policy?.map('spec');
    if (!policySpec) {
      return [];
    }
    policySpec.require('conditions', 'Add one condition of kind burnrate');
    const read = policySpec.maps('conditions').flatMap(reference => {
      const condition = follow(reference, 'conditionRef', documents.conditions);
      return (condition && readCondition(condition)) ?? [];
    });
    if (read.length > 0) {
      const whenNoData = policySpec.boolean('alertWhenNoData') ?? false;
      alerting.whenNoData = (alerting.whenNoData ?? false) || whenNoData;
    }
    return read;
  });
  return { conditions, alerting };
}

/** The item itself, or the document that it names. */
function follow(
  item: MapReader,
  refKey: string,
  documents: Map<string, MapReader>,
): MapReader | undefined {
  if (!item.has(refKey)) {
    item.require('spec', `Add spec, or ${refKey} with a name`);
    return item;
  }
  const name = item.string(refKey);
  const document = name === undefined ? undefined : documents.get(name);
  if (name !== undefined && document === undefined) {
    item.report(refKey, {
      severity: 'warning',
      message: `${refKey} "${shorten(name)}" is not in these files, so the default alert windows are used unless another policy is`,
      remedy: 'Add the document to these files, or write the policy inline',
    });
  }
  return document;
}

function readCondition(condition: MapReader): BurnRateCondition | undefined {
  const before = condition.document.errorCount();
  const spec = condition.map('spec');
  condition.require('spec', 'Add spec with severity and condition');
  spec?.require('severity', 'Add severity, such as "page" or "ticket"');
  spec?.require(
    'condition',
    'Add condition with op, threshold and lookbackWindow',
  );
  const rule = spec?.map('condition');
  if (!spec || !rule) {
    return undefined;
  }

  rule.oneOf('kind', ['burnrate']);
  const op = rule.oneOf('op', ['lte', 'gte', 'lt', 'gt']);
  if (op === 'lt' || op === 'lte') {
    rule.report('op', {
      severity: 'warning',
      message: `"op: ${op}" would alert while the burn rate is low; it is read as "gt"`,
      remedy: 'Write "op: gt"',
    });
  }
  rule.require('threshold', 'Add the burn rate from which to alert');
  const threshold = rule.number('threshold');
  if (threshold !== undefined && threshold <= 0) {
    rule.report('threshold', {
      message: `${rule.pathOf('threshold')} must be above 0`,
      remedy: 'Write the burn rate from which to alert, such as 14.4',
    });
  }
  rule.require('lookbackWindow', 'Add the window to look at, such as "1h"');
  const lookbackMs = readFixedDuration(rule, 'lookbackWindow');
  const alertAfterMs = readFixedDuration(rule, 'alertAfter') ?? 0;
  const severityText = spec.string('severity');
  const complete =
    threshold !== undefined &&
    lookbackMs !== undefined &&
    severityText !== undefined &&
    condition.document.errorCount() === before;
  return complete
    ? {
        severity: toSeverity(severityText),
        severityText,
        threshold,
        lookbackMs,
        alertAfterMs,
      }
    : undefined;
}

function toSeverity(text: string): AlertSeverity {
  return PAGING.includes(text.toLowerCase()) ? 'page' : 'ticket';
}

/** A duration of fixed length in milliseconds; `0m` is allowed and gives 0. */
export function readFixedDuration(
  map: MapReader,
  key: string,
): number | undefined {
  const text = map.string(key);
  if (text === undefined) {
    return undefined;
  }
  if (/^0[mhdw]$/.test(text) && key === 'alertAfter') {
    return 0;
  }
  const duration = parseDuration(text);
  if (duration && isFixedDuration(duration)) {
    return durationToMs(duration);
  }
  map.report(key, {
    message: `"${shorten(text)}" is not a duration of fixed length`,
    remedy: 'Write a whole number and m, h, d or w, such as "30m"',
  });
  return undefined;
}
