import type { Knex } from 'knex';
import { runTable, shownColumns } from '../../mergeTables';
import type { RunRow, ScopeRef } from '../../rows';
import { afterPosition, type Position } from './position';
import { whereScopes } from './whereScopes';

/** One text, because a page would have them quoted one by one each time. */
const COLUMNS = [...shownColumns(runTable), 'checked_at'].join(', ');

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
  const query = whereScopes(
    knex('pipeline_run').select(knex.raw(COLUMNS)),
    scopes,
  )
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
