import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import type { Figures } from '../../../services/metrics/computeFigures';
import type { RollupDayRow } from '../../derivedRows';
import { outdateSummaries } from '../summaries/outdateSummaries';
import { markScopeDays } from './markScopeDays';

const ROWS_PER_STATEMENT = 25;

/** What a computation changed. */
export type FiguresChange = {
  /** Days whose figures had been told otherwise before, in order. */
  revisedDays: string[];
  /** Whether any snapshot says something else than before. */
  snapshots: boolean;
};

/**
 * Makes what is stored of an entity equal to what was computed, from the day
 * on that the computation starts with, and marks the cells that its days are
 * counted in. Only rows that differ are written. Part of a transaction.
 */
export async function writeFigures(
  trx: Knex.Transaction,
  entityUid: string,
  figures: Figures,
  options: {
    sinceDay: string;
    /** When to sum the cells. */
    dueAt: number;
  },
): Promise<FiguresChange> {
  const { since, verdicts, delivered, days, snapshots } = figures;
  const changedVerdicts = await replaceRows(trx, {
    table: 'deployment_verdict',
    key: ['deployment_id'],
    numbers: ['finished_at', 'change_count'],
    booleans: ['unplanned', 'changes_known'],
    stored: trx('deployment_verdict')
      .where('entity_uid', entityUid)
      .where('finished_at', '>=', since),
    rows: verdicts,
  });
  await replaceRows(trx, {
    table: 'delivered_change',
    key: ['environment', 'unit', 'change_key'],
    numbers: ['started_at', 'delivered_at', 'lead_ms'],
    stored: trx('delivered_change')
      .where('entity_uid', entityUid)
      .where('delivered_at', '>=', since),
    rows: delivered,
  });
  const changedDays = await replaceRows<RollupDayRow>(trx, {
    table: 'rollup_day',
    key: ['environment', 'day'],
    booleans: ['pooled'],
    stored: trx('rollup_day')
      .where('entity_uid', entityUid)
      .where('day', '>=', options.sinceDay),
    rows: days,
  });
  const touched = changedDays.flatMap(({ before, after }) =>
    [before, after].filter(row => row !== undefined && Boolean(row.pooled)),
  ) as RollupDayRow[];
  await markScopeDays(trx, touched, options.dueAt);

  const windows = snapshots.map(row => row.window_days);
  const changedSnapshots = await replaceRows(trx, {
    table: 'entity_snapshot',
    key: ['window_days'],
    ignore: ['as_of'],
    stored: trx('entity_snapshot')
      .where('entity_uid', entityUid)
      .whereIn('window_days', windows),
    rows: snapshots,
  });
  if (snapshots.length > 0) {
    // That nothing changed is news as well.
    await trx('entity_snapshot')
      .where('entity_uid', entityUid)
      .whereIn('window_days', windows)
      .update({ as_of: snapshots[0].as_of });
  }
  if (changedVerdicts.length > 0) {
    await outdateSummaries(trx, [entityUid]);
  }
  const revised = changedDays.flatMap(({ before }) => before?.day ?? []);
  return {
    revisedDays: [...new Set(revised)].sort(),
    snapshots: changedSnapshots.length > 0,
  };
}

type Row = Record<string, unknown>;

/**
 * Makes the stored rows equal to the rows, and tells which differed. Drivers
 * return 8-byte integers as texts and SQLite has no booleans: named columns
 * are read as what they are.
 */
async function replaceRows<T extends object>(
  trx: Knex.Transaction,
  options: {
    table: string;
    /** Columns that, with the uid, identify a row. */
    key: string[];
    numbers?: string[];
    booleans?: string[];
    /** Columns whose difference is none. */
    ignore?: string[];
    stored: Knex.QueryBuilder;
    rows: T[];
  },
): Promise<Array<{ before?: T; after?: T }>> {
  const { table, key, numbers = [], booleans = [], ignore = [] } = options;
  const keyOf = (row: Row) => JSON.stringify(key.map(name => row[name]));
  const read = (row: Row): Row => ({
    ...row,
    ...Object.fromEntries(
      numbers.map(name => [
        name,
        row[name] === null ? null : Number(row[name]),
      ]),
    ),
    ...Object.fromEntries(booleans.map(name => [name, Boolean(row[name])])),
  });
  const compared = (row: Row) => ({
    ...row,
    ...Object.fromEntries(ignore.map(name => [name, null])),
  });
  const stored = new Map<string, Row>();
  for (const row of (await options.stored) as Row[]) {
    stored.set(keyOf(row), read(row));
  }
  const wanted = new Map(
    options.rows.map(row => [keyOf(row as Row), row as Row]),
  );

  const gone = [...stored].filter(([id]) => !wanted.has(id));
  for (const [, row] of gone) {
    const where = Object.fromEntries(key.map(name => [name, row[name]]));
    await trx(table)
      .where({ entity_uid: row.entity_uid, ...where })
      .delete();
  }
  const changed = [...wanted].filter(([id, row]) => {
    const before = stored.get(id);
    return !before || !isDeepStrictEqual(compared(before), compared(row));
  });
  for (let start = 0; start < changed.length; start += ROWS_PER_STATEMENT) {
    await trx(table)
      .insert(
        changed.slice(start, start + ROWS_PER_STATEMENT).map(([, row]) => row),
      )
      .onConflict(['entity_uid', ...key])
      .merge();
  }
  return [
    ...gone.map(([, before]) => ({ before: before as T })),
    ...changed.map(([id, after]) => ({
      before: stored.get(id) as T | undefined,
      after: after as T,
    })),
  ];
}
