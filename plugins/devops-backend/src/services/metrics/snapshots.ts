import { createHash } from 'node:crypto';
import type { SnapshotRow } from '../../database/derivedRows';
import type { MetricsBody, SnapshotWindow } from './types';

/** A row with the figures of a window, from what an answer says of it. */
export function toSnapshot(
  entityUid: string,
  window: SnapshotWindow,
  body: MetricsBody,
  asOf: number,
): SnapshotRow {
  const { metrics, runs } = body;
  const bodyJson = JSON.stringify(body);
  return {
    window_days: window,
    entity_uid: entityUid,
    as_of: asOf,
    version: versionOf(bodyJson),
    deployments: metrics.deploymentFrequency.n,
    deployment_frequency: metrics.deploymentFrequency.value,
    lead_ms: milliseconds(metrics.leadTime.value),
    lead_n: metrics.leadTime.n,
    change_fail_rate: metrics.changeFailRate.value,
    change_fail_n: metrics.changeFailRate.n,
    rework_rate: metrics.reworkRate.value,
    rework_n: metrics.reworkRate.n,
    recovery_ms: milliseconds(metrics.recoveryTime.value),
    recovery_n: metrics.recoveryTime.n,
    success_rate: metrics.successRate.value,
    runs: runs.n,
    run_success_rate: runs.successRate,
    run_median_ms: runs.medianDurationMs,
    quality: body.quality,
    body_json: bodyJson,
  };
}

/** Equal content has an equal version, whoever computes it. */
export function versionOf(bodyJson: string): string {
  return createHash('sha256').update(bodyJson).digest('hex').slice(0, 26);
}

function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000);
}
