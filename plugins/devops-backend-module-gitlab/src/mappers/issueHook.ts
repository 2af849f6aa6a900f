import type { WebhookResult } from '@backstage-devops/plugin-devops-node';
import { z } from 'zod/v4';
import { toIncidentRecord } from './changes';
import {
  flag,
  id,
  instant,
  optionalInstant,
  optionalText,
  optionalUrl,
  parseOr,
  prose,
  text,
} from './fields';
import { hookProject } from './hookProject';

/** What tells an incident from other issues. */
const issueHook = z.object({
  object_kind: z.enum(['issue', 'work_item']),
  object_attributes: z.object({
    type: optionalText,
    issue_type: optionalText,
    escalation_status: optionalText,
  }),
});

const incidentHook = z.object({
  project: hookProject,
  object_attributes: z.object({
    id,
    iid: id,
    state: text,
    title: prose,
    confidential: flag,
    severity: optionalText,
    escalation_status: optionalText,
    created_at: instant,
    updated_at: instant,
    closed_at: optionalInstant,
    url: optionalUrl,
  }),
});

/** Issue Hook: issues and work items of every kind, of which incidents count. */
export function parseIssueHook(body: unknown): WebhookResult {
  const what = 'Issue Hook';
  const { object_attributes: issue } = parseOr(issueHook, body, what);
  if (!isIncident(issue)) {
    return { records: [] };
  }
  const { project, object_attributes: incident } = parseOr(
    incidentHook,
    body,
    what,
  );
  return {
    records: [
      toIncidentRecord({
        teller: 'webhook',
        scope: project.path_with_namespace,
        id: incident.id,
        iid: incident.iid,
        state: incident.state,
        escalationStatus: incident.escalation_status,
        title: incident.title,
        confidential: incident.confidential,
        severity: incident.severity,
        changedAt: incident.updated_at,
        createdAt: incident.created_at,
        closedAt: incident.closed_at,
        url: incident.url,
      }),
    ],
  };
}

/** GitLab names the type since 17.2; before, only incidents could be escalated. */
function isIncident(
  issue: z.output<typeof issueHook>['object_attributes'],
): boolean {
  const type = issue.type ?? issue.issue_type;
  return type === undefined
    ? issue.escalation_status !== undefined
    : type.toLowerCase() === 'incident';
}
