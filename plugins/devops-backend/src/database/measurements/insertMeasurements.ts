import type { MeasurementRecord } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import { lockSeries, seriesKey } from './lockSeries';
import {
  addRollup,
  HOUR_MS,
  MINUTE_MS,
  rollUp,
  type MeasurementRow,
  type Rollup,
} from './rollup';
import { selectRollups, writeRollup } from './rollupRows';

/** Rows of one statement; SQLite limits the values of a statement. */
const CHUNK = 100;

const LONGEST_REASON = 255;

/**
 * Stores results and adds them to the counts, in one transaction. A result
 * that is stored already changes nothing, so that the same results in any
 * order, in any batches and any number of times end in the same rows.
 */
export async function insertMeasurements(
  knex: Knex,
  sourceId: string,
  records: MeasurementRecord[],
): Promise<void> {
  await knex.transaction(async tx => {
    const ids = await lockSeries(tx, sourceId, records);
    const rows = records.map(record =>
      toRow(record, ids.get(seriesKey(record))!),
    );
    const added: MeasurementRow[] = [];
    for (let i = 0; i < rows.length; i += CHUNK) {
      added.push(...(await insertNew(tx, rows.slice(i, i + CHUNK))));
    }
    await addToRollups(tx, added);
  });
}

function toRow(record: MeasurementRecord, seriesId: number): MeasurementRow {
  return {
    series_id: seriesId,
    at: record.at,
    ok: record.ok,
    latency_us: Math.max(0, Math.round(record.latencyMs * 1000)),
    reason: record.ok
      ? null
      : (record.reason?.slice(0, LONGEST_REASON) ?? null),
  };
}

/** Inserts the rows and returns those that were not there. */
async function insertNew(
  tx: Knex.Transaction,
  rows: MeasurementRow[],
): Promise<MeasurementRow[]> {
  const inserted: Array<{ series_id: number; at: number | string }> = await tx(
    'measurements',
  )
    .insert(rows)
    .onConflict(['series_id', 'at'])
    .ignore()
    .returning(['series_id', 'at']);

  const byKey = new Map<string, MeasurementRow>();
  for (const row of rows) {
    const key = `${row.series_id}/${row.at}`;
    // Of two results of the same check the database keeps the first, too.
    if (!byKey.has(key)) {
      byKey.set(key, row);
    }
  }
  return inserted.flatMap(row => byKey.get(`${row.series_id}/${row.at}`) ?? []);
}

async function addToRollups(
  tx: Knex.Transaction,
  added: MeasurementRow[],
): Promise<void> {
  const hours = new Map<string, Rollup>();
  for (const hour of rollUp(added, HOUR_MS)) {
    hours.set(`${hour.seriesId}/${hour.start}`, hour);
  }
  for (const minute of rollUp(added, MINUTE_MS)) {
    const isNew = await mergeRollup(tx, { ...minute, measuredMinutes: 1 });
    const hourStart = Math.floor(minute.start / HOUR_MS) * HOUR_MS;
    hours.get(`${minute.seriesId}/${hourStart}`)!.measuredMinutes += isNew
      ? 1
      : 0;
  }
  for (const hour of hours.values()) {
    await mergeRollup(tx, hour);
  }
}

/** Adds counts to what is stored; true when nothing was. */
async function mergeRollup(
  tx: Knex.Transaction,
  rollup: Rollup,
): Promise<boolean> {
  const [stored] = await selectRollups(tx, query =>
    query.where({
      series_id: rollup.seriesId,
      length_ms: rollup.lengthMs,
      start: rollup.start,
    }),
  );
  if (!stored) {
    await writeRollup(tx, rollup);
    return true;
  }
  const measuredMinutes =
    rollup.lengthMs === MINUTE_MS
      ? 1
      : stored.measuredMinutes + rollup.measuredMinutes;
  addRollup(stored, rollup);
  await writeRollup(tx, { ...stored, measuredMinutes });
  return false;
}
