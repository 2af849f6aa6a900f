import type { Knex } from 'knex';
import { runTable } from '../../mergeTables';
import type { RunRow, ScopeRef } from '../../rows';
import { afterPosition, type Position } from './position';
import { whereScopes } from './whereScopes';

/** Without the versions of each, which are two fifths of a row. */
const COLUMNS = [
  'id',
  'version',
  'checked_at',
  ...runTable.required,
  ...runTable.optional,
];

export type RunFilter = {
  status?: string;
  ref?: string;
  defaultBranch?: boolean;
};

/** Runs, newest first. */
export async function listRuns(
  knex: Knex,
  scopes: ScopeRef[],
  options: RunFilter & { after?: Position; limit: number },
): Promise<RunRow[]> {
  const query = whereScopes(knex('pipeline_run').select(COLUMNS), scopes)
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(options.limit);
  if (options.status) {
    query.where('status', options.status);
  }
  if (options.ref) {
    query.where('ref', options.ref);
  }
  if (options.defaultBranch) {
    // Written out, so that the partial index is used.
    query.whereRaw('default_branch = true');
  }
  return afterPosition(query, options.after);
}
