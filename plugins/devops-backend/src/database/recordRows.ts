import type { RecordColumns, StoredBoolean, StoredInstant } from './rows';

/** Rows of what surrounds deployments: changes, incidents, alerts and gates. */
export type ChangeRow = RecordColumns & {
  record_key: string;
  external_id: string;
  status: string;
  created_at: StoredInstant;
  title: string | null;
  author_json: string | null;
  unit: string | null;
  source_branch: string | null;
  target_branch: string | null;
  revision: string | null;
  commits_json: string | null;
  labels_json: string | null;
  paths_json: string | null;
  first_review_at: StoredInstant | null;
  approved_at: StoredInstant | null;
  merged_at: StoredInstant | null;
  closed_at: StoredInstant | null;
  url: string | null;
};

export type RangeRow = RecordColumns & {
  record_key: string;
  from_revision: string;
  to_revision: string;
  direction: string;
  commits_json: string;
  complete: StoredBoolean;
  unit: string | null;
};

export type IncidentRow = RecordColumns & {
  record_key: string;
  external_id: string;
  status: string;
  started_at: StoredInstant;
  title: string | null;
  severity: string | null;
  service: string | null;
  environment: string | null;
  unit: string | null;
  deployment_id: string | null;
  acknowledged_at: StoredInstant | null;
  resolved_at: StoredInstant | null;
  url: string | null;
};

export type AlertRow = RecordColumns & {
  record_key: string;
  external_id: string;
  name: string;
  status: string;
  started_at: StoredInstant;
  ended_at: StoredInstant | null;
  severity: string | null;
  environment: string | null;
  summary: string | null;
  labels_json: string | null;
  runbook_url: string | null;
  url: string | null;
};

export type GateRow = RecordColumns & {
  record_key: string;
  run_id: string;
  name: string;
  kind: string;
  status: string;
  created_at: StoredInstant;
  job_id: string | null;
  value: number | null;
  threshold: number | null;
  measure: string | null;
  summary: string | null;
  url: string | null;
};

/**
 * The state of one attempt of a run or a deployment. Things that have several
 * attempts have a row for each, the present one included.
 */
export type AttemptRow = RecordColumns & {
  subject: 'run' | 'deployment';
  subject_id: string;
  attempt: number;
  status: string;
  started_at: StoredInstant | null;
  finished_at: StoredInstant | null;
  duration_ms: StoredInstant | null;
};
