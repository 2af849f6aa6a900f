/**
 * The tables that records are merged into. A record always has the `required`
 * columns; each `optional` column has another one beside it that tells from
 * which version its value is (see `mergeRows`).
 *
 * Of the `earliest` columns, which are required too, the least value of all
 * records stays: when something began is told by its first event, and those
 * that follow may know of their own time only.
 */
export type MergeTable = {
  name: string;
  required: readonly string[];
  earliest?: readonly string[];
  optional: readonly string[];
};

const common = ['source_id', 'scope', 'changed_at'];

/** What is shown of a row: without the versions of each value, two fifths of it. */
export function shownColumns({ required, optional }: MergeTable): string[] {
  return ['id', 'version', ...required, ...optional];
}

export const runTable: MergeTable = {
  name: 'pipeline_run',
  required: [
    ...common,
    'record_key',
    'external_id',
    'status',
    'provider_status',
    'ref',
    'revision',
    'created_at',
    'open',
  ],
  earliest: ['created_at'],
  optional: [
    'name',
    'waiting_on',
    'attempt',
    'default_branch',
    'commit_json',
    'actor_json',
    'trigger_kind',
    'started_at',
    'finished_at',
    'duration_ms',
    'url',
    'controls_json',
  ],
};

export const jobTable: MergeTable = {
  name: 'job_run',
  required: [
    ...common,
    'record_key',
    'run_id',
    'external_id',
    'name',
    'status',
    'provider_status',
  ],
  optional: [
    'stage',
    'sort_order',
    'waiting_on',
    'allow_failure',
    'failure_reason',
    'environment',
    'coverage',
    'created_at',
    'started_at',
    'finished_at',
    'duration_ms',
    'retried',
    'steps_json',
    'url',
    'controls_json',
  ],
};

export const deploymentTable: MergeTable = {
  name: 'deployment',
  required: [
    ...common,
    'record_key',
    'external_id',
    'environment',
    'status',
    'provider_status',
    'revision',
    'created_at',
  ],
  optional: [
    'tier',
    'unit',
    'attempt',
    'marked_failed',
    'marked_unplanned',
    'environment_url',
    'release_name',
    'ref',
    'commit_json',
    'actor_json',
    'run_id',
    'job_id',
    'started_at',
    'finished_at',
    'duration_ms',
    'url',
  ],
};

export const environmentTable: MergeTable = {
  name: 'environment',
  required: [...common, 'name', 'gone'],
  optional: ['tier', 'url'],
};

export const changeTable: MergeTable = {
  name: 'change',
  required: [...common, 'record_key', 'external_id', 'status', 'created_at'],
  earliest: ['created_at'],
  optional: [
    'title',
    'author_json',
    'unit',
    'source_branch',
    'target_branch',
    'revision',
    'commits_json',
    'labels_json',
    'paths_json',
    'first_review_at',
    'approved_at',
    'merged_at',
    'closed_at',
    'url',
  ],
};

export const rangeTable: MergeTable = {
  name: 'revision_range',
  required: [
    ...common,
    'record_key',
    'from_revision',
    'to_revision',
    'direction',
    'complete',
    'commits_json',
  ],
  optional: ['unit'],
};

export const incidentTable: MergeTable = {
  name: 'incident',
  required: [...common, 'record_key', 'external_id', 'status', 'started_at'],
  earliest: ['started_at'],
  optional: [
    'title',
    'severity',
    'service',
    'environment',
    'unit',
    'deployment_id',
    'acknowledged_at',
    'resolved_at',
    'url',
  ],
};

export const alertTable: MergeTable = {
  name: 'alert',
  required: [
    ...common,
    'record_key',
    'external_id',
    'name',
    'status',
    'started_at',
  ],
  optional: [
    'ended_at',
    'severity',
    'environment',
    'summary',
    'labels_json',
    'runbook_url',
    'url',
  ],
};

export const gateTable: MergeTable = {
  name: 'gate_result',
  required: [
    ...common,
    'record_key',
    'run_id',
    'name',
    'kind',
    'status',
    'created_at',
  ],
  optional: ['job_id', 'value', 'threshold', 'measure', 'summary', 'url'],
};

export const attemptTable: MergeTable = {
  name: 'attempt',
  required: [...common, 'subject', 'subject_id', 'attempt', 'status'],
  optional: ['started_at', 'finished_at', 'duration_ms'],
};
