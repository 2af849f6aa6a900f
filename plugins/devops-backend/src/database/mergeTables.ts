/**
 * The tables that records are merged into. A record always has the `required`
 * columns; each `optional` column remembers the version of the record that its
 * value is from, in a column of its own.
 */
export type MergeTable = {
  name: string;
  required: readonly string[];
  optional: readonly string[];
};

const common = ['source_id', 'scope', 'changed_at'];

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
    'run_key',
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
