import type { ChangeCommit } from '@backstage-devops/plugin-devops-common';
import type {
  ChangeRecord,
  CommitRecord,
  DeliveryRecords,
  DeploymentRecord,
  IncidentRecord,
  RangeRecord,
  UnitPaths,
} from '@backstage-devops/plugin-devops-dora';
import { minimatch } from 'minimatch';
import type { HistoryDeployment } from '../../database/operations/figures/readHistory';
import type {
  AttemptRow,
  ChangeRow,
  IncidentRow,
  RangeRow,
} from '../../database/recordRows';
import type { EnvironmentRow } from '../../database/rows';
import type { EntityRules } from '../catalog/entityRules';
import { jsonOf } from '../views/cells';
import { tierOf } from '../views/tiers';

/** What the metrics of one entity are computed from. */
export type EntityRecords = DeliveryRecords & {
  units: UnitPaths[];
  /** Ids of stored changes by the ids that they have here. */
  changeIds: Map<string, string>;
};

export type EntityRows = {
  ref: string;
  rules: EntityRules;
  deployments: HistoryDeployment[];
  attempts: AttemptRow[];
  tiers: Array<Pick<EnvironmentRow, 'source_id' | 'scope' | 'name' | 'tier'>>;
  changes: ChangeRow[];
  ranges: RangeRow[];
  incidents: IncidentRow[];
};

/** Turns stored rows of the scopes of an entity into records of its own. */
export function toDoraRecords(rows: EntityRows): EntityRecords {
  const { ref, rules } = rows;
  const tiers = new Map(rows.tiers.map(row => [environmentKey(row), row.tier]));
  const isOwn = (environment: string | null, unit: string | null) =>
    (environment === null || matches(rules.environments, environment)) &&
    (rules.unit === undefined || unit === null || unit === rules.unit);
  const attempts = new Map<string, AttemptRow[]>();
  for (const row of rows.attempts) {
    attempts.set(row.subject_id, [
      ...(attempts.get(row.subject_id) ?? []),
      row,
    ]);
  }
  return {
    deployments: rows.deployments
      .filter(({ environment, unit }) => isOwn(environment, unit))
      // What names no unit is nobody's who goes by a unit.
      .filter(({ unit }) => rules.unit === undefined || unit === rules.unit)
      .flatMap(row =>
        toDeployments(ref, row, {
          tier: tiers.get(keyOf(row)) ?? row.tier,
          attempts: attempts.get(row.id) ?? [],
        }),
      ),
    incidents: rows.incidents
      .filter(({ environment, unit }) => isOwn(environment, unit))
      .map(row => toIncident(ref, row)),
    changes: rows.changes
      .filter(({ unit }) => isOwn(null, unit))
      .map(row => toChange(ref, row)),
    ranges: rows.ranges.flatMap(toRanges),
    units: rules.paths ? [{ paths: rules.paths }] : [],
    changeIds: new Map(rows.changes.map(row => [changeKey(row), row.id])),
  };
}

function matches(globs: string[] | undefined, name: string): boolean {
  return (
    globs === undefined ||
    globs.some(glob => minimatch(name, glob, { dot: true }))
  );
}

function toDeployments(
  entity: string,
  row: HistoryDeployment,
  { tier, attempts }: { tier: string | null; attempts: AttemptRow[] },
): DeploymentRecord[] {
  const record: DeploymentRecord = {
    id: row.id,
    entity,
    unit: row.unit ?? undefined,
    environment: row.environment,
    tier: tierOf(row.environment, tier),
    revision: row.revision,
    version: row.release_name ?? undefined,
    outcome: outcomeOf(row.status),
    startedAt: instant(row.started_at),
    finishedAt: endOf(row, row.created_at),
    runId: row.run_id ?? undefined,
    attempt: row.attempt ?? undefined,
    failed: flag(row.marked_failed),
    unplanned: flag(row.marked_unplanned),
  };
  const earlier = attempts
    .filter(({ attempt }) => attempt < (row.attempt ?? 1))
    .map(attempt => ({
      ...record,
      outcome: outcomeOf(attempt.status),
      startedAt: instant(attempt.started_at),
      finishedAt: endOf(attempt, null),
      attempt: attempt.attempt,
    }));
  return [...earlier, record];
}

function outcomeOf(status: string): DeploymentRecord['outcome'] {
  switch (status) {
    case 'succeeded':
      return 'success';
    case 'failed':
      return 'failure';
    case 'canceled':
    case 'skipped':
      return 'canceled';
    default:
      return 'running';
  }
}

/** Some providers tell when a thing started and how long it took, or less. */
function endOf(
  row: Pick<
    HistoryDeployment,
    'status' | 'started_at' | 'finished_at' | 'duration_ms'
  >,
  createdAt: number | string | null,
): number | undefined {
  if (outcomeOf(row.status) === 'running') {
    return undefined;
  }
  const started = instant(row.started_at ?? createdAt);
  return (
    instant(row.finished_at) ??
    (started === undefined ? undefined : started + Number(row.duration_ms ?? 0))
  );
}

function toIncident(entity: string, row: IncidentRow): IncidentRecord {
  return {
    id: row.id,
    entity,
    startedAt: Number(row.started_at),
    resolvedAt: instant(row.resolved_at),
    deployment: row.deployment_id ?? undefined,
    environment: row.environment ?? undefined,
    service: row.service ?? undefined,
  };
}

function toChange(entity: string, row: ChangeRow): ChangeRecord {
  return {
    id: changeKey(row),
    entity,
    unit: row.unit ?? undefined,
    revision: row.revision ?? undefined,
    commits: (jsonOf<ChangeCommit[]>(row.commits_json) ?? []).map(toCommit),
    createdAt: Number(row.created_at),
    firstReviewAt: instant(row.first_review_at ?? row.approved_at),
    mergedAt: instant(row.merged_at),
    title: row.title ?? undefined,
    branch: row.source_branch ?? undefined,
    labels: jsonOf<string[]>(row.labels_json),
    paths: jsonOf<string[]>(row.paths_json),
  };
}

/** Like people call it, for instance `shop/cart!12`. */
function changeKey(row: Pick<ChangeRow, 'scope' | 'external_id'>): string {
  return `${row.scope}${/^\w/.test(row.external_id) ? '#' : ''}${row.external_id}`;
}

/**
 * What one revision has more than another. That a revision lies behind says
 * the same the other way round.
 */
function toRanges(row: RangeRow): RangeRecord[] {
  const unit = row.unit ?? undefined;
  const commits = (jsonOf<ChangeCommit[]>(row.commits_json) ?? []).map(
    toCommit,
  );
  const { from_revision: from, to_revision: to } = row;
  if (!row.complete && commits.length === 0) {
    return []; // asked for, and not answered
  }
  return row.direction === 'behind'
    ? [{ unit, from: to, to: from, commits: [{ sha: from }] }]
    : [{ unit, from, to, commits, complete: Boolean(row.complete) }];
}

function toCommit(commit: ChangeCommit): CommitRecord {
  return {
    sha: commit.sha,
    authoredAt: parsed(commit.authoredAt),
    committedAt: parsed(commit.committedAt),
    message: commit.message ?? commit.title,
    paths: commit.paths,
  };
}

function parsed(text: string | undefined): number | undefined {
  const value = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(value) ? undefined : value;
}

function instant(value: number | string | null): number | undefined {
  return value === null ? undefined : Number(value);
}

function flag(value: boolean | number | null): boolean | undefined {
  return value === null ? undefined : Boolean(value);
}

function keyOf(row: HistoryDeployment): string {
  return environmentKey({ ...row, name: row.environment });
}

function environmentKey(row: {
  source_id: string;
  scope: string;
  name: string;
}): string {
  return JSON.stringify([row.source_id, row.scope, row.name]);
}
