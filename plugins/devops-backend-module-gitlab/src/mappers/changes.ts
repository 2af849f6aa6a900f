import type {
  ChangeRecord,
  IncidentRecord,
} from '@backstage-devops/plugin-devops-node';
import type {
  Actor,
  ChangeCommit,
  ChangeStatus,
  IncidentStatus,
} from '@backstage-devops/plugin-devops-common';
import { compact } from './compact';
import { toIso, toIsoOptional } from './dates';
import { changeKey, incidentKey } from './keys';
import { changeVersion, incidentVersion } from './versions';
import type { Teller } from './versions';

/** What webhooks and API tell of a merge request. Instants are epoch milliseconds. */
export type ChangeFacts = {
  teller: Teller;
  scope: string;
  id: number;
  iid: number;
  state: string;
  title?: string;
  author?: Actor;
  sourceBranch?: string;
  targetBranch?: string;
  revision?: string;
  commits?: ChangeCommit[];
  labels?: string[];
  changedAt: number;
  createdAt: number;
  approvedAt?: number;
  mergedAt?: number;
  closedAt?: number;
  url?: string;
};

/** `locked` is the moment in which GitLab merges. */
function toChangeStatus(state: string): ChangeStatus {
  return state === 'merged' || state === 'closed' ? state : 'open';
}

export function toChangeRecord(change: ChangeFacts): ChangeRecord {
  const status = toChangeStatus(change.state);
  return compact<ChangeRecord>({
    type: 'change',
    scope: change.scope,
    key: changeKey(change.id),
    version: changeVersion({ ...change, status }),
    externalId: `!${change.iid}`,
    status,
    createdAt: toIso(change.createdAt),
    title: change.title,
    author: change.author,
    sourceBranch: change.sourceBranch,
    targetBranch: change.targetBranch,
    revision: status === 'merged' ? change.revision : undefined,
    commits: change.commits,
    labels: change.labels,
    approvedAt: toIsoOptional(change.approvedAt),
    mergedAt: status === 'merged' ? toIsoOptional(change.mergedAt) : undefined,
    closedAt: status === 'closed' ? toIsoOptional(change.closedAt) : undefined,
    url: change.url,
  });
}

/** What webhooks and API tell of an incident. Instants are epoch milliseconds. */
export type IncidentFacts = {
  teller: Teller;
  scope: string;
  id: number;
  iid: number;
  state: string;
  escalationStatus?: string;
  title?: string;
  confidential?: boolean;
  severity?: string;
  changedAt: number;
  createdAt: number;
  closedAt?: number;
  url?: string;
};

function toIncidentStatus(incident: IncidentFacts): IncidentStatus {
  if (incident.state === 'closed') {
    return 'resolved';
  }
  return incident.escalationStatus === 'acknowledged' ? 'acknowledged' : 'open';
}

export function toIncidentRecord(incident: IncidentFacts): IncidentRecord {
  const status = toIncidentStatus(incident);
  const severity = incident.severity?.toLowerCase();
  return compact<IncidentRecord>({
    type: 'incident',
    scope: incident.scope,
    key: incidentKey(incident.id),
    version: incidentVersion({ ...incident, status }),
    externalId: `#${incident.iid}`,
    status,
    startedAt: toIso(incident.createdAt),
    // Not everybody who sees the entity may read what is confidential.
    title: incident.confidential ? undefined : incident.title,
    severity: severity === 'unknown' ? undefined : severity,
    resolvedAt:
      status === 'resolved'
        ? toIso(incident.closedAt ?? incident.changedAt)
        : undefined,
    url: incident.url,
  });
}
