import type { Knex } from 'knex';

const ROWS_PER_STATEMENT = 100;

/** Notes that a source told something of some of its scopes. */
export async function recordScopeEvents(
  knex: Knex,
  sourceId: string,
  scopes: Iterable<string>,
  at: number,
): Promise<void> {
  // In one order, so that two transactions cannot wait for each other.
  const rows = [...new Set(scopes)]
    .sort()
    .map(scope => ({ source_id: sourceId, scope, last_event_at: at }));
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await knex('source_state')
      .insert(rows.slice(start, start + ROWS_PER_STATEMENT))
      .onConflict(['source_id', 'scope'])
      .merge(['last_event_at']);
  }
}
