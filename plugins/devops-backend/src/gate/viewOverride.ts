import type { GateOverride } from '@backstage-devops/plugin-devops-common';
import type { OverrideRow } from '../database/gate/OverrideStore';
import { compact, instantOf, textOf } from '../services/views/cells';

/** An override as the API answers it. */
export function viewOverride(row: OverrideRow): GateOverride {
  return compact<GateOverride>({
    id: row.id,
    entityRef: row.entity_ref,
    environment: row.environment,
    reason: row.reason,
    createdBy: row.created_by,
    createdAt: new Date(Number(row.created_at)).toISOString(),
    until: new Date(Number(row.until_at)).toISOString(),
    endedAt: instantOf(row.ended_at),
    endedBy: textOf(row.ended_by),
  });
}
