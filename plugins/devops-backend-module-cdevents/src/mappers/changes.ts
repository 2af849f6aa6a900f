import type { ChangeStatus } from '@backstage-devops/plugin-devops-common';
import type {
  ChangeRecord,
  RecordVersion,
} from '@backstage-devops/plugin-devops-node';
import { compact, toIso } from './fields';
import { changeKey } from './keys';
import type { Cdevent } from './readCdevent';

const ENDS = new Map<string, ChangeStatus>([
  ['merged', 'merged'],
  ['abandoned', 'closed'],
]);

/** CDEvents tells of no commits; custom data may tell the merged revision. */
export function toChangeRecord(event: Cdevent<'change'>): ChangeRecord {
  const { content, custom, predicate } = event;
  const at = toIso(event.at);
  return compact<ChangeRecord>({
    type: 'change',
    scope: event.scope,
    key: changeKey(event.subjectSource, event.subjectId),
    version: versionOf(event),
    externalId: event.subjectId,
    status: ENDS.get(predicate) ?? 'open',
    createdAt: at,
    title: custom.title ?? content.description,
    unit: custom.unit,
    revision: custom.revision,
    firstReviewAt: predicate === 'reviewed' ? at : undefined,
    mergedAt: predicate === 'merged' ? at : undefined,
    closedAt: predicate === 'abandoned' ? at : undefined,
  });
}

/**
 * Of several reviews the first one counts: among themselves they are ordered
 * backwards, and whatever else tells of the change is newer than any of them.
 */
function versionOf({ predicate, at }: Cdevent): RecordVersion {
  return predicate === 'reviewed'
    ? { generation: 0, terminal: false, at: Date.UTC(2100, 0) - at }
    : { generation: 1, terminal: ENDS.has(predicate), at };
}
