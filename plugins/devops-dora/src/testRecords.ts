import { computeDora } from './computeDora';
import type { DoraOptions } from './options';
import type {
  ChangeRecord,
  DeliveryRecords,
  DeploymentRecord,
  IncidentRecord,
  RangeRecord,
} from './records';
import type { DeploymentReport, DoraResult } from './result';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday. */
export const START = Date.UTC(2026, 5, 1);

/** A deployment to production that succeeded, so long after the start. */
export function deployment(
  id: string,
  revision: string | undefined,
  after: number,
  more: Partial<DeploymentRecord> = {},
): DeploymentRecord {
  return {
    id,
    entity: 'shop',
    environment: 'production',
    tier: 'production',
    revision,
    outcome: 'success',
    startedAt: START + after - 5 * MINUTE,
    finishedAt: START + after,
    ...more,
  };
}

/** An incident from one time after the start to another. */
export function incident(
  id: string,
  from: number,
  to: number | undefined,
  more: Partial<IncidentRecord> = {},
): IncidentRecord {
  return {
    id,
    entity: 'shop',
    startedAt: START + from,
    resolvedAt: to === undefined ? undefined : START + to,
    ...more,
  };
}

/** A pull request of one commit, merged one hour after it was authored. */
export function change(
  id: string,
  revision: string,
  authored: number,
  more: Partial<ChangeRecord> = {},
): ChangeRecord {
  return {
    id,
    entity: 'shop',
    revision,
    commits: [{ sha: `${revision}-1`, authoredAt: START + authored }],
    createdAt: START + authored + 30 * MINUTE,
    mergedAt: START + authored + HOUR,
    ...more,
  };
}

export function range(
  from: string,
  to: string,
  commits: string[],
  more: Partial<RangeRecord> = {},
): RangeRecord {
  return { from, to, commits: commits.map(sha => ({ sha })), ...more };
}

/** Metrics of the thirty days from the start, seen a year later. */
export function compute(
  records: Partial<DeliveryRecords>,
  options: Partial<DoraOptions> = {},
): DoraResult {
  return computeDora(
    { deployments: [], incidents: [], changes: [], ranges: [], ...records },
    {
      from: START,
      to: START + 30 * DAY,
      now: START + 365 * DAY,
      ...options,
    },
  );
}

/** One field of all deployments, by their identifiers. */
export function each<K extends keyof DeploymentReport>(
  result: DoraResult,
  key: K,
): Record<string, DeploymentReport[K]> {
  return Object.fromEntries(
    result.deployments.map(report => [report.id, report[key]]),
  );
}
