import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Knex } from 'knex';
import { DayCounts } from '../../../services/metrics/dayCounts';
import {
  COUNTS,
  HISTOGRAMS,
  type RollupDayRow,
  type ScopeDay,
  type ScopeKind,
} from '../../derivedRows';
import { skipLocked } from '../../dialect';

/** Cells of one transaction. Those of the fleet have too many rows to share. */
const CELLS = 20;
/** How many rows of histograms are summed before others get their turn. */
const ROWS_PER_TURN = 200;

const OWNER_COLUMNS: Record<Exclude<ScopeKind, 'fleet'>, string> = {
  owner: 'owner_ref',
  system: 'system_ref',
  domain: 'domain_ref',
};

type Cell = { id: string; day: string };
type Sums = Record<(typeof COUNTS)[number] | 'entities', number | string>;
type Histograms = Pick<RollupDayRow, (typeof HISTOGRAMS)[number]>;

/** A cell while it is summed. */
class ScopeDaySum {
  readonly #entities: number;
  readonly #counts = new DayCounts();

  constructor(row: Sums) {
    this.#entities = Number(row.entities);
    COUNTS.forEach(name => this.#counts.count(name, Number(row[name] ?? 0)));
  }

  merge(row: Histograms): void {
    HISTOGRAMS.forEach(name => this.#counts.merge(name, row[name]));
  }

  toRow() {
    return { entities: this.#entities, ...this.#counts.toRow() };
  }
}

/**
 * Sums some cells that are marked anew from the rows of their entities, and
 * returns how many. The marks are locked until the sums are stored: nobody
 * else sums the cells meanwhile, and whoever changes a row of one waits to
 * mark it again.
 */
export async function sumScopeDays(
  trx: Knex.Transaction,
  now: number,
): Promise<number> {
  const due: ScopeDay[] = await skipLocked(
    trx,
    trx('dirty_scope_day')
      .select('kind', 'id', 'day')
      .where('due_at', '<=', now)
      .orderBy(['due_at', 'kind', 'day', 'id'])
      .limit(CELLS),
  );
  if (due.length === 0) {
    return 0;
  }
  const [{ kind }] = due;
  const cells =
    kind === 'fleet' ? due.slice(0, 1) : due.filter(cell => cell.kind === kind);

  const sums = await sumUp(trx, kind, cells);
  const filled = cells.flatMap(({ id, day }) => {
    const sum = sums.get(nameOf({ id, day }));
    return sum ? [{ kind, id, day, ...sum.toRow() }] : [];
  });
  const empty = cells.filter(cell => !sums.has(nameOf(cell)));
  if (filled.length > 0) {
    await trx('rollup_scope_day')
      .insert(filled)
      .onConflict(['kind', 'id', 'day'])
      .merge();
  }
  if (empty.length > 0) {
    await whereCells(trx('rollup_scope_day'), kind, empty).delete();
  }
  await whereCells(trx('dirty_scope_day'), kind, cells).delete();
  return cells.length;
}

/** When the next cell is due; undefined when none waits. */
export async function nextScopeDayAt(knex: Knex): Promise<number | undefined> {
  const row = await knex('dirty_scope_day').min({ at: 'due_at' }).first();
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
}

/** The sums of cells that have any rows, by `nameOf` the cell. */
async function sumUp(trx: Knex.Transaction, kind: ScopeKind, cells: Cell[]) {
  const id = kind === 'fleet' ? trx.raw("''") : trx.ref(OWNER_COLUMNS[kind]);
  const rows = () => {
    const query = trx('rollup_day').where({ pooled: true });
    return kind === 'fleet'
      ? query.whereIn(
          'day',
          cells.map(({ day }) => day),
        )
      : query.whereIn(
          ['day', OWNER_COLUMNS[kind]],
          cells.map(cell => [cell.day, cell.id]),
        );
  };

  const sums = new Map<string, ScopeDaySum>();
  const counted: Array<Cell & Sums> = await rows()
    .select('day', { id })
    .countDistinct({ entities: 'entity_uid' })
    .sum(Object.fromEntries(COUNTS.map(name => [name, name])))
    .groupBy(kind === 'fleet' ? ['day'] : ['day', OWNER_COLUMNS[kind]]);
  for (const row of counted) {
    sums.set(nameOf(row), new ScopeDaySum(row));
  }

  const measured: Array<Cell & Histograms> = await rows()
    .select('day', { id }, ...HISTOGRAMS)
    .where(some => {
      HISTOGRAMS.forEach(name => some.orWhereNotNull(name));
    });
  for (const [index, row] of measured.entries()) {
    sums.get(nameOf(row))?.merge(row);
    if (index % ROWS_PER_TURN === ROWS_PER_TURN - 1) {
      await nextTurn();
    }
  }
  return sums;
}

function whereCells(
  query: Knex.QueryBuilder,
  kind: ScopeKind,
  cells: Cell[],
): Knex.QueryBuilder {
  return query.where({ kind }).whereIn(
    ['id', 'day'],
    cells.map(({ id, day }) => [id, day]),
  );
}

function nameOf({ id, day }: Cell): string {
  return JSON.stringify([id, day]);
}
