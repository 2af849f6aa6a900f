/** Rows as the drivers return them: 8-byte integers are texts on PostgreSQL. */
export type StoredInstant = number | string;
/** SQLite has no booleans. */
export type StoredBoolean = boolean | number;

/** What the rows of all records have. */
export type RecordColumns = {
  id: string;
  source_id: string;
  scope: string;
  changed_at: StoredInstant;
  version: string;
};

export type RunRow = RecordColumns & {
  record_key: string;
  external_id: string;
  status: string;
  provider_status: string;
  ref: string;
  revision: string;
  created_at: StoredInstant;
  open: StoredBoolean;
  checked_at: StoredInstant | null;
  name: string | null;
  waiting_on: string | null;
  attempt: number | null;
  default_branch: StoredBoolean | null;
  commit_json: string | null;
  actor_json: string | null;
  trigger_kind: string | null;
  started_at: StoredInstant | null;
  finished_at: StoredInstant | null;
  duration_ms: StoredInstant | null;
  url: string | null;
  controls_json: string | null;
};

export type JobRow = RecordColumns & {
  record_key: string;
  run_id: string;
  external_id: string;
  name: string;
  status: string;
  provider_status: string;
  stage: string | null;
  sort_order: number | null;
  waiting_on: string | null;
  allow_failure: StoredBoolean | null;
  failure_reason: string | null;
  environment: string | null;
  coverage: number | null;
  created_at: StoredInstant | null;
  started_at: StoredInstant | null;
  finished_at: StoredInstant | null;
  duration_ms: StoredInstant | null;
  retried: StoredBoolean | null;
  steps_json: string | null;
  url: string | null;
  controls_json: string | null;
};

export type DeploymentRow = RecordColumns & {
  record_key: string;
  external_id: string;
  environment: string;
  status: string;
  provider_status: string;
  revision: string;
  created_at: StoredInstant;
  tier: string | null;
  unit: string | null;
  attempt: number | null;
  marked_failed: StoredBoolean | null;
  marked_unplanned: StoredBoolean | null;
  environment_url: string | null;
  release_name: string | null;
  ref: string | null;
  commit_json: string | null;
  actor_json: string | null;
  run_id: string | null;
  job_id: string | null;
  started_at: StoredInstant | null;
  finished_at: StoredInstant | null;
  duration_ms: StoredInstant | null;
  url: string | null;
};

export type EnvironmentRow = RecordColumns & {
  name: string;
  gone: StoredBoolean;
  tier: string | null;
  url: string | null;
};

export type TraceRow = {
  job_id: string;
  state: 'complete' | 'truncated' | 'unavailable';
  body: Buffer | null;
  size_bytes: number;
  job_version: string;
  stored_at: StoredInstant;
};

export type InboxRow = {
  id: StoredInstant;
  source_id: string;
  delivery_id: string | null;
  event: string;
  received_at: StoredInstant;
  body: Buffer;
  state: 'pending' | 'applied' | 'parked';
  attempts: number;
  due_at: StoredInstant;
  leased_until: StoredInstant | null;
  claim: string | null;
  error: string | null;
};

export type WorkRow = {
  id: StoredInstant;
  kind: string;
  source_id: string;
  item_key: string;
  payload: string;
  priority: number;
  revision: number;
  state: 'pending' | 'parked';
  attempts: number;
  due_at: StoredInstant;
  leased_until: StoredInstant | null;
  claim: string | null;
  error: string | null;
};

export type SourceStateRow = {
  source_id: string;
  scope: string;
  cursor: StoredInstant | null;
  complete_until: StoredInstant | null;
  last_success_at: StoredInstant | null;
  last_event_at: StoredInstant | null;
  last_error_at: StoredInstant | null;
  last_error: string | null;
  failures: number;
  retry_at: StoredInstant | null;
  counted_until: StoredInstant | null;
  gap_at: StoredInstant | null;
  gap_count: number | null;
  gap_sweeps: number;
};

export type BindingRow = {
  entity_uid: string;
  entity_ref: string;
  source_id: string;
  scope: string;
  etag: string;
  health_path: string | null;
  seen_at: StoredInstant;
};

/** What an entity is bound to: one scope of one source. */
export type ScopeRef = { sourceId: string; scope: string };

export type {
  AlertRow,
  AttemptRow,
  ChangeRow,
  GateRow,
  IncidentRow,
  RangeRow,
} from './recordRows';
