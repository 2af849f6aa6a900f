import type { Knex } from 'knex';
import type {
  AttemptRow,
  ChangeRow,
  IncidentRow,
  RangeRow,
} from '../../recordRows';
import type { DeploymentRow, EnvironmentRow, ScopeRef } from '../../rows';
import { whereScopes } from '../reads/whereScopes';

const REVISIONS_PER_STATEMENT = 500;
/** A chain of ranges between two deployments is followed so many steps back. */
const MOST_STEPS = 50;

export type HistoryDeployment = Pick<
  DeploymentRow,
  | 'id'
  | 'source_id'
  | 'scope'
  | 'environment'
  | 'status'
  | 'revision'
  | 'release_name'
  | 'tier'
  | 'unit'
  | 'attempt'
  | 'marked_failed'
  | 'marked_unplanned'
  | 'run_id'
  | 'created_at'
  | 'started_at'
  | 'finished_at'
  | 'duration_ms'
>;

/**
 * All deployments of some scopes: whether one is a rollback depends on all
 * that were before.
 */
export async function readDeploymentHistory(
  knex: Knex,
  scopes: ScopeRef[],
): Promise<HistoryDeployment[]> {
  return whereScopes(
    knex('deployment').select(
      'id',
      'source_id',
      'scope',
      'environment',
      'status',
      'revision',
      'release_name',
      'tier',
      'unit',
      'attempt',
      'marked_failed',
      'marked_unplanned',
      'run_id',
      'created_at',
      'started_at',
      'finished_at',
      'duration_ms',
    ),
    scopes,
  );
}

/** The attempts of deployments that have several. */
export async function readAttempts(
  knex: Knex,
  deploymentIds: string[],
): Promise<AttemptRow[]> {
  return inChunks(deploymentIds, some =>
    knex('attempt').whereIn('subject_id', some).where('subject', 'deployment'),
  );
}

/** What the environments of some scopes are, also of those that are gone. */
export async function readEnvironmentTiers(
  knex: Knex,
  scopes: ScopeRef[],
): Promise<
  Array<Pick<EnvironmentRow, 'source_id' | 'scope' | 'name' | 'tier'>>
> {
  return whereScopes(
    knex('environment').select('source_id', 'scope', 'name', 'tier'),
    scopes,
  ).whereNotNull('tier');
}

/** Changes that were merged at or after an instant. */
export async function readMergedChanges(
  knex: Knex,
  scopes: ScopeRef[],
  since: number,
): Promise<ChangeRow[]> {
  return whereScopes(knex('change').select('*'), scopes)
    .where('merged_at', '>=', since)
    .where('status', 'merged');
}

/** Incidents that were open at or after an instant. */
export async function readIncidents(
  knex: Knex,
  scopes: ScopeRef[],
  since: number,
): Promise<IncidentRow[]> {
  return whereScopes(knex('incident').select('*'), scopes).where(builder =>
    builder
      .where('started_at', '>=', since)
      .orWhere('resolved_at', '>=', since)
      .orWhereNull('resolved_at'),
  );
}

/**
 * The ranges that end at some revisions, and those that these start from, back
 * to revisions where the way ends.
 */
export async function readRanges(
  knex: Knex,
  scopes: ScopeRef[],
  options: { to: Iterable<string>; stopAt: Set<string> },
): Promise<RangeRow[]> {
  const found = new Map<string, RangeRow>();
  const asked = new Set<string>();
  let next = new Set(options.to);
  for (let step = 0; step < MOST_STEPS && next.size > 0; step += 1) {
    const rows = await inChunks<RangeRow>([...next], some =>
      whereScopes(knex('revision_range').select('*'), scopes).whereIn(
        'to_revision',
        some,
      ),
    );
    next.forEach(revision => asked.add(revision));
    rows.forEach(row => found.set(row.id, row));
    next = new Set(
      rows
        .map(row => row.from_revision)
        .filter(from => !asked.has(from) && !options.stopAt.has(from)),
    );
  }
  return [...found.values()];
}

export type RunFigureRow = {
  created_at: number | string;
  status: string;
  duration_ms: number | string | null;
};

/**
 * Ended runs of the default branch since an instant, answered from an index
 * alone: that index has the branch as a column, and the one that has only the
 * default branch has not the figures.
 */
export async function readRunFigures(
  knex: Knex,
  scopes: ScopeRef[],
  since: number,
): Promise<RunFigureRow[]> {
  const result: RunFigureRow[] = [];
  for (const { sourceId, scope } of scopes) {
    const rows: RunFigureRow[] = await knex('pipeline_run')
      .select('created_at', 'status', 'duration_ms')
      .where({ source_id: sourceId, scope })
      .where('created_at', '>=', since)
      .whereRaw('coalesce(default_branch, ?) = ?', [false, true])
      .whereIn('status', ['succeeded', 'failed']);
    result.push(...rows);
  }
  return result;
}

async function inChunks<T>(
  keys: string[],
  read: (some: string[]) => Knex.QueryBuilder,
): Promise<T[]> {
  const result: T[] = [];
  for (let start = 0; start < keys.length; start += REVISIONS_PER_STATEMENT) {
    const rows: T[] = await read(
      keys.slice(start, start + REVISIONS_PER_STATEMENT),
    );
    result.push(...rows);
  }
  return result;
}
