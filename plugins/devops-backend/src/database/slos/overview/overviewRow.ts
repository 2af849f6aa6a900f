import type { SloState } from '@backstage-devops/plugin-devops-common';

/** Where an objective of an entity stands, as it was judged last. */
export type OverviewRow = {
  entity_uid: string;
  /** Unique within its entity. */
  slo_id: string;
  /** Who told it; null when it was counted from results, or is not measured. */
  source_id: string | null;
  title: string;
  environment: string | null;
  objective: number;
  window_text: string;
  state: SloState;
  budget_remaining: number | null;
  current_burn: number | null;
  /** Times are epoch milliseconds. */
  measured_at: number | null;
  stale_at: number | null;
  judged_at: number;
};
