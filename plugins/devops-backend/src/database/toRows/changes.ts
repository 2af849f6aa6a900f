import type {
  ChangeRecord,
  RangeRecord,
} from '@backstage-devops/plugin-devops-node';
import { changeId, rangeId } from '../ids';
import { base, instant, json, optionalInstant, type MergeRow } from './shared';

export function toChangeRow(sourceId: string, record: ChangeRecord): MergeRow {
  const at = (
    field: 'firstReviewAt' | 'approvedAt' | 'mergedAt' | 'closedAt',
  ) => optionalInstant(record, field, record[field]);
  return {
    id: changeId(sourceId, record.key),
    ...base(sourceId, record),
    record_key: record.key,
    external_id: record.externalId,
    status: record.status,
    created_at: instant(record, 'createdAt', record.createdAt),
    title: record.title,
    author_json: json(record.author),
    unit: record.unit,
    source_branch: record.sourceBranch,
    target_branch: record.targetBranch,
    revision: record.revision,
    commits_json: json(record.commits),
    labels_json: json(record.labels),
    paths_json: json(record.paths),
    first_review_at: at('firstReviewAt'),
    approved_at: at('approvedAt'),
    merged_at: at('mergedAt'),
    closed_at: at('closedAt'),
    url: record.url,
  };
}

export function toRangeRow(sourceId: string, record: RangeRecord): MergeRow {
  return {
    id: rangeId(sourceId, record.scope, record.from, record.to),
    ...base(sourceId, record),
    record_key: record.key,
    from_revision: record.from,
    to_revision: record.to,
    direction: record.direction,
    complete: record.complete,
    commits_json: JSON.stringify(record.commits),
    unit: record.unit,
  };
}
