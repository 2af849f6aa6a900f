import {
  analyzeDora,
  type ChangeReport,
  type DeploymentReport,
} from '@backstage-devops/plugin-devops-dora';
import type {
  DeliveredChangeRow,
  OwnershipRow,
  RollupDayRow,
  SnapshotRow,
  VerdictRow,
} from '../../database/derivedRows';
import type { RunFigureRow } from '../../database/operations/figures/readHistory';
import type { DayCalendar } from './DayCalendar';
import { metricsBody } from './metricsBody';
import { rollUpDays } from './rollUpDays';
import { toSnapshot } from './snapshots';
import type { EntityRecords } from './toDoraRecords';
import { SNAPSHOT_WINDOWS, type MetricsOptions } from './types';

const DAY_MS = 24 * 60 * 60_000;

/** All that is derived of an entity, from an instant on. */
export type Figures = {
  /** Start of a day; older rows stay as they are. */
  since: number;
  verdicts: VerdictRow[];
  delivered: DeliveredChangeRow[];
  days: RollupDayRow[];
  snapshots: SnapshotRow[];
  /** When the next deployment that is pending is old enough to be judged. */
  settledAt?: number;
};

/** Computes what is derived of an entity. It does no I/O. */
export function computeFigures(input: {
  entityUid: string;
  since: number;
  now: number;
  calendar: DayCalendar;
  options: MetricsOptions;
  records: EntityRecords;
  runs: RunFigureRow[];
  ownership: OwnershipRow[];
}): Figures {
  const { calendar, entityUid, now, options, records, runs, since } = input;
  const attributionWindowMs = options.attributionWindowMs ?? Infinity;
  const analysis = analyzeDora(records, {
    now,
    attributionWindowMs,
    timezone: options.timezone,
    units: records.units,
  });
  // Clocks of providers may be a bit ahead.
  const result = analysis.metricsOf(
    Math.max(since, earliestOf(records, now)),
    now + DAY_MS,
  );
  const ended = result.deployments.filter(
    ({ finishedAt, outcome }) =>
      (finishedAt ?? -1) >= since &&
      (outcome === 'success' || outcome === 'failure'),
  );
  const delivered = result.changes.filter(
    ({ deliveredAt }) => deliveredAt >= since && deliveredAt !== Infinity,
  );
  const pending = ended
    .filter(({ verdict }) => verdict === 'pending')
    .map(({ finishedAt }) => (finishedAt ?? now) + attributionWindowMs);
  return {
    since,
    verdicts: ended.map(row => toVerdict(entityUid, row)),
    delivered: delivered.map(row => toDelivered(entityUid, row, records)),
    days: rollUpDays({ ...input, calendar, result }),
    snapshots: SNAPSHOT_WINDOWS.map(window =>
      toSnapshot(
        entityUid,
        window,
        metricsBody(
          analysis.metricsOf(now - window * DAY_MS, now),
          runs,
          options,
        ),
        now,
      ),
    ),
    settledAt: pending.length > 0 ? Math.min(...pending) : undefined,
  };
}

/** Nothing is counted before anything happened. */
function earliestOf({ deployments, incidents }: EntityRecords, now: number) {
  const instants = [
    ...deployments.map(row => row.finishedAt ?? now),
    ...incidents.map(row => row.startedAt),
  ];
  return instants.reduce((a, b) => Math.min(a, b), now);
}

function toVerdict(entityUid: string, row: DeploymentReport): VerdictRow {
  const incidents = row.reasons
    .filter(reason => reason.startsWith('incident:'))
    .map(reason => reason.slice('incident:'.length));
  return {
    entity_uid: entityUid,
    deployment_id: row.id,
    environment: row.environment,
    unit: row.unit ?? '',
    tier: row.tier,
    finished_at: row.finishedAt ?? 0,
    kind: row.kind,
    previous_id: row.previousSuccess,
    verdict: row.verdict,
    unplanned: row.unplanned.length > 0,
    reasons_json: JSON.stringify(row.reasons),
    incident_ids_json: JSON.stringify(incidents),
    change_count: row.changes.length,
    changes_known: knowsChanges(row),
  };
}

/** The first one brought everything, which is not counted as its changes. */
function knowsChanges({ kind, range }: DeploymentReport): boolean {
  return kind === 'forward'
    ? range === 'exact' || range === 'wider'
    : kind === 'redeploy' || kind === 'rollback';
}

function toDelivered(
  entityUid: string,
  row: ChangeReport,
  { changeIds }: EntityRecords,
): DeliveredChangeRow {
  const milliseconds = (seconds: number | null) =>
    seconds === null || seconds < 0 ? null : Math.round(seconds * 1000);
  const stages = Object.entries(row.stages).flatMap(([name, seconds]) =>
    seconds === null ? [] : [[name, milliseconds(seconds)]],
  );
  return {
    entity_uid: entityUid,
    environment: row.environment,
    unit: row.unit ?? '',
    change_key: row.id,
    deployment_id: row.deployment,
    change_id: row.pullRequest ? (changeIds.get(row.id) ?? null) : null,
    revision: row.revision,
    started_at: row.startedAt,
    delivered_at: row.deliveredAt,
    lead_ms: milliseconds(row.seconds),
    stages_json:
      stages.length === 0 ? null : JSON.stringify(Object.fromEntries(stages)),
  };
}
