import type {
  DriftKind,
  PipelineDifference,
  PipelineState,
} from '@backstage-devops/plugin-devops-common';
import type { StoredInstant } from '../rows';

export const DRIFT_KINDS: DriftKind[] = [
  'template',
  'local',
  'pins',
  'policy',
  'stack',
];

export type CountColumns = Record<`${DriftKind}_count`, number>;

/** A row of `pipeline_drift`. */
export type DriftRow = CountColumns & {
  entity_uid: string;
  lock_url: string | null;
  lock_etag: string | null;
  etags_json: string | null;
  fingerprint: string | null;
  /** Null without a lock file, and while it is not known whether there is one. */
  state: PipelineState | null;
  generator_name: string | null;
  generator_version: string | null;
  gates_json: string | null;
  differences_json: string | null;
  unchecked_json: string | null;
  lock_error: string | null;
  read_error: string | null;
  failures: number;
  due_at: StoredInstant;
  checked_at: StoredInstant | null;
  files_read_at: StoredInstant | null;
};

/** What was found out about a pipeline whose lock file could be used. */
export type PipelineReport = {
  state: Exclude<PipelineState, 'broken'>;
  generator: { name: string; version: string };
  gates: string[];
  counts: CountColumns;
  /** Those that are kept. */
  differences: PipelineDifference[];
  unchecked: Array<{ kind: DriftKind; reason: string }>;
};

/** A lock file as it was read. */
export type LockReading = {
  url: string;
  etag?: string;
  /** Of the generators and the policy that it was checked with. */
  fingerprint: string;
};
