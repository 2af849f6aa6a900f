import type { Knex } from 'knex';
import type { Owners, ScopeDay, ScopeKind } from '../../derivedRows';

const ROWS_PER_STATEMENT = 100;

/** Marks the cells that days of entities are counted in, to be summed again. */
export async function markScopeDays(
  trx: Knex,
  days: Array<Owners & { day: string }>,
  dueAt: number,
): Promise<void> {
  const cells = new Map<string, ScopeDay>();
  for (const { day, owner_ref, system_ref, domain_ref } of days) {
    const ids: Array<[ScopeKind, string | null]> = [
      ['fleet', ''],
      ['owner', owner_ref],
      ['system', system_ref],
      ['domain', domain_ref],
    ];
    for (const [kind, id] of ids) {
      if (id !== null) {
        cells.set(JSON.stringify([kind, id, day]), { kind, id, day });
      }
    }
  }
  // In a fixed order, so that two transactions cannot wait for each other.
  const rows = [...cells.keys()]
    .sort()
    .map(key => ({ ...cells.get(key)!, due_at: dueAt }));
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await trx('dirty_scope_day')
      .insert(rows.slice(start, start + ROWS_PER_STATEMENT))
      .onConflict(['kind', 'id', 'day'])
      .merge({ revision: trx.raw('dirty_scope_day.revision + 1') });
  }
}
