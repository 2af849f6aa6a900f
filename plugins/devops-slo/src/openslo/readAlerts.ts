import { durationToMs, isFixedDuration, parseDuration } from '../duration';
import {
  AlertSeverity,
  BurnRateCondition,
  NotificationTarget,
  SloAlerting,
} from '../model';
import { MapReader, shorten } from '../documents/MapReader';
import { followReference } from './followReference';
import { readTargets } from './readTargets';

/** Words of common paging tools for "wake somebody up". */
const PAGING = ['page', 'critical', 'sev1', 'sev-1', 'p1', 'high'];

const POLICY_KEYS = [
  'description',
  'alertWhenNoData',
  'alertWhenResolved',
  'alertWhenBreaching',
  'conditions',
  'notificationTargets',
];
const CONDITION_KEYS = ['description', 'severity', 'condition'];
const RULE_KEYS = ['kind', 'op', 'threshold', 'lookbackWindow', 'alertAfter'];

/** The named documents that an SLO can refer to for its alerts. */
export interface AlertDocuments {
  policies: Map<string, MapReader>;
  conditions: Map<string, MapReader>;
  targets: Map<string, MapReader>;
}

/** What an SLO says about its alerts. */
export interface Alerts {
  conditions: BurnRateCondition[];
  alerting: SloAlerting;
}

interface Policy {
  conditions: BurnRateCondition[];
  targets: NotificationTarget[];
  /** Whether a condition that is met is told of. */
  whenBreaching: boolean;
  whenNoData: boolean;
}

/** Reads `spec.alertPolicies`, inline or referred to, as burn rate conditions. */
export function readAlerts(spec: MapReader, documents: AlertDocuments): Alerts {
  const severity = { disabled: false, labels: {}, annotations: {} };
  const usual: SloAlerting = { page: severity, ticket: severity };
  const policies = spec.maps('alertPolicies').flatMap(item => {
    const policy = followReference(item, {
      key: 'alertPolicyRef',
      documents: documents.policies,
      otherwise: 'the default alert windows are used unless another policy is',
      remedy: 'Add the document to these files, or write the policy inline',
    });
    const policySpec = policy?.map('spec');
    return policySpec ? readPolicy(policySpec, documents) : [];
  });
  const told = policies.filter(({ whenBreaching }) => whenBreaching);
  const withConditions = policies.filter(
    ({ conditions }) => conditions.length > 0,
  );
  const targets = unique(policies.flatMap(policy => policy.targets));
  const noData = policies.filter(({ whenNoData }) => whenNoData);
  const noDataTargets = namesOf(noData.flatMap(policy => policy.targets));
  return {
    conditions: told.flatMap(({ conditions }) => conditions),
    alerting: {
      ...usual,
      ...(withConditions.length > 0
        ? { whenNoData: withConditions.some(({ whenNoData }) => whenNoData) }
        : {}),
      ...(policies.length > 0 && told.length === 0
        ? { whenBreaching: false }
        : {}),
      ...(targets.length > 0 ? { notificationTargets: targets } : {}),
      ...(noDataTargets.length > 0 ? { noDataTargets } : {}),
    },
  };
}

function readPolicy(policy: MapReader, documents: AlertDocuments): Policy {
  policy.allowOnly(POLICY_KEYS);
  policy.require('conditions', 'Add one condition of kind burnrate');
  if (policy.isEmptyList('conditions')) {
    policy.report('conditions', {
      message: `${policy.pathOf('conditions')} is empty`,
      remedy: 'Add one condition of kind burnrate',
    });
  }
  if (policy.boolean('alertWhenResolved')) {
    policy.report('alertWhenResolved', {
      severity: 'note',
      message: 'Whether the end of an alert is told is for the receiver to say',
      remedy: 'Set send_resolved of the receiver in Alertmanager',
    });
  }
  const targets = readTargets(policy, documents.targets);
  const names = namesOf(targets);
  const conditions = policy.maps('conditions').flatMap(item => {
    const condition = followReference(item, {
      key: 'conditionRef',
      documents: documents.conditions,
      otherwise: 'the default alert windows are used unless another policy is',
      remedy: 'Add the document to these files, or write the condition inline',
    });
    const read = condition && readCondition(condition);
    return read
      ? [names.length > 0 ? { ...read, notificationTargets: names } : read]
      : [];
  });
  return {
    conditions,
    targets,
    whenBreaching: policy.boolean('alertWhenBreaching') ?? true,
    whenNoData: policy.boolean('alertWhenNoData') ?? false,
  };
}

function unique(targets: NotificationTarget[]): NotificationTarget[] {
  return [...new Map(targets.map(target => [target.name, target])).values()];
}

function namesOf(targets: NotificationTarget[]): string[] {
  return unique(targets).map(({ name }) => name);
}

function readCondition(condition: MapReader): BurnRateCondition | undefined {
  const before = condition.document.errorCount();
  const spec = condition.map('spec');
  condition.require('spec', 'Add spec with severity and condition');
  spec?.allowOnly(CONDITION_KEYS);
  spec?.require('severity', 'Add severity, such as "page" or "ticket"');
  spec?.require(
    'condition',
    'Add condition with op, threshold and lookbackWindow',
  );
  const rule = spec?.map('condition');
  if (!spec || !rule) {
    return undefined;
  }

  rule.allowOnly(RULE_KEYS);
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
function readFixedDuration(map: MapReader, key: string): number | undefined {
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
