import type { AlertRecord } from '@backstage-devops/plugin-devops-node';
import type { AlertLabels } from '../config';
import { fingerprintOf, type SomeAlert } from './schema';

const LONGEST_NAME = 255;
const LONGEST_SUMMARY = 1_000;
/** The scope of alerts whose labels tell no service. */
const NOBODYS = 'unassigned';

const SEVERITY_LABELS = ['severity', 'sloth_severity'];
const SUMMARIES = ['summary', 'title', 'message', 'description'];
const RUNBOOKS = ['runbook_url', 'runbookURL', 'runbook'];

/**
 * One firing of an alert. `at` is when Alertmanager last heard that it fires,
 * for those that do.
 */
export function toAlertRecord(
  alert: SomeAlert,
  options: {
    status: 'firing' | 'resolved';
    at?: number;
    labels: AlertLabels;
  },
): AlertRecord {
  const { status, at = alert.startsAt, labels } = options;
  const endedAt = status === 'resolved' ? (alert.endsAt ?? at) : undefined;
  const fingerprint = fingerprintOf(alert);
  return {
    type: 'alert',
    scope: serviceOf(alert, labels),
    key: `alert:${fingerprint}|${alert.startsAt}`,
    // What has ended begins as another firing.
    version: {
      generation: 0,
      terminal: status === 'resolved',
      at: endedAt ?? at,
    },
    externalId: fingerprint,
    name: cut(alert.labels.alertname ?? 'alert', LONGEST_NAME),
    status,
    startedAt: new Date(alert.startsAt).toISOString(),
    ...(endedAt !== undefined && { endedAt: new Date(endedAt).toISOString() }),
    severity: first(alert.labels, SEVERITY_LABELS, LONGEST_NAME),
    environment:
      labels.environment ??
      first(alert.labels, labels.environmentLabels, LONGEST_NAME),
    summary: first(alert.annotations, SUMMARIES, LONGEST_SUMMARY),
    labels: alert.labels,
    runbookUrl: RUNBOOKS.map(name => webUrl(alert.annotations[name])).find(
      Boolean,
    ),
    url: webUrl(alert.generatorURL),
  };
}

/** Whose alert it is. */
export function serviceOf(
  alert: Pick<SomeAlert, 'labels'>,
  labels: AlertLabels,
): string {
  return first(alert.labels, labels.serviceLabels, LONGEST_NAME) ?? NOBODYS;
}

function first(
  texts: Record<string, string>,
  names: string[],
  length: number,
): string | undefined {
  const name = names.find(candidate => texts[candidate]);
  return name === undefined ? undefined : cut(texts[name], length);
}

function cut(text: string, length: number): string {
  return text.slice(0, length);
}

/** Addresses that become links: nothing but http and https. */
function webUrl(text: string | null | undefined): string | undefined {
  return text && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text
    : undefined;
}
