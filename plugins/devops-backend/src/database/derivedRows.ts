import type { StoredBoolean, StoredInstant } from './rows';

/** Rows of what is computed from the catalog and from records. */

/** Who an entity belongs to; entity refs. */
export type Owners = {
  owner_ref: string | null;
  system_ref: string | null;
  domain_ref: string | null;
};

export type EntityRow = Owners & {
  uid: string;
  ref: string;
  kind: string;
  namespace: string;
  name: string;
  title: string | null;
  type: string | null;
  lifecycle: string | null;
  rules_json: string | null;
  digest: string;
  seen_at: StoredInstant;
  gone_at: StoredInstant | null;
};

export type OwnershipRow = Owners & {
  entity_uid: string;
  valid_from: StoredInstant;
  valid_to: StoredInstant | null;
};

/** Why figures are computed again. */
export type DirtyReason = 'records' | 'catalog' | 'ownership' | 'age';

export type DirtyEntityRow = {
  entity_uid: string;
  from_at: StoredInstant;
  reason: DirtyReason;
  revision: number;
  due_at: StoredInstant;
  attempts: number;
  claim: string | null;
  leased_until: StoredInstant | null;
  error: string | null;
};

export type ScopeKind = 'fleet' | 'owner' | 'system' | 'domain';

export type ScopeDay = { kind: ScopeKind; id: string; day: string };

export type VerdictRow = {
  entity_uid: string;
  deployment_id: string;
  environment: string;
  unit: string;
  tier: string;
  finished_at: StoredInstant;
  kind: string | null;
  previous_id: string | null;
  verdict: string | null;
  unplanned: StoredBoolean;
  reasons_json: string;
  incident_ids_json: string;
  change_count: number;
  /** Whether `change_count` is all that it brought. */
  changes_known: StoredBoolean;
};

export type DeliveredChangeRow = {
  entity_uid: string;
  environment: string;
  unit: string;
  change_key: string;
  deployment_id: string;
  change_id: string | null;
  revision: string | null;
  started_at: StoredInstant | null;
  delivered_at: StoredInstant;
  lead_ms: StoredInstant | null;
  stages_json: string | null;
};

/** What is counted in a day. */
export const COUNTS = [
  'runs',
  'runs_succeeded',
  'runs_failed',
  'deployments',
  'deployments_succeeded',
  'deployments_failed',
  'forward',
  'redeploys',
  'rollbacks',
  'failed_changes',
  'judged',
  'pending',
  'unplanned',
  'changes',
  'recoveries',
  'incidents',
] as const;

/**
 * Durations of a day, as mergeable histograms: of runs in milliseconds, and
 * like the metrics in seconds for lead, recovery and restore times.
 */
export const HISTOGRAMS = [
  'run_ms_hist',
  'lead_hist',
  'recovery_hist',
  'restore_hist',
] as const;

export type Measures = Record<(typeof COUNTS)[number], number> &
  Record<(typeof HISTOGRAMS)[number], string | null>;

export type RollupDayRow = Owners &
  Measures & {
    entity_uid: string;
    environment: string;
    day: string;
    pooled: StoredBoolean;
  };

export type RollupScopeDayRow = Measures & ScopeDay & { entities: number };

export type SnapshotRow = {
  window_days: number;
  entity_uid: string;
  as_of: StoredInstant;
  version: string;
  deployments: number;
  deployment_frequency: number | null;
  lead_ms: number | null;
  lead_n: number;
  change_fail_rate: number | null;
  change_fail_n: number;
  rework_rate: number | null;
  rework_n: number;
  recovery_ms: number | null;
  recovery_n: number;
  success_rate: number | null;
  runs: number;
  run_success_rate: number | null;
  run_median_ms: number | null;
  quality: number | null;
  body_json: string;
};

export type SummaryRow = {
  entity_uid: string;
  revision: StoredInstant;
  made_of: StoredInstant | null;
  format: string | null;
  content: string | null;
};
