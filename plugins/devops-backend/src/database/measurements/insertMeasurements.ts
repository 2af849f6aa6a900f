import type { MeasurementRecord } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';
import { ensureSeries, lockSeries, seriesKey } from './lockSeries';
import {
  addRollup,
  HOUR_MS,
  MINUTE_MS,
  rollUp,
  type MeasurementRow,
  type Rollup,
} from './rollup';
import { selectRollups, writeRollups } from './rollupRows';

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
  const ids = await ensureSeries(knex, sourceId, records);
  const rows = records.map(record =>
    toRow(record, ids.get(seriesKey(record))!),
  );
  const newest = new Map<number, number>();
  for (const { series_id: id, at } of rows) {
    newest.set(id, Math.max(at, newest.get(id) ?? at));
  }

  await knex.transaction(async tx => {
    await lockSeries(tx, sourceId, newest);
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
  const minutes = rollUp(added, MINUTE_MS);
  const hours = new Map(
    rollUp(added, HOUR_MS).map(hour => [keyOf(hour), hour]),
  );
  const storedMinutes = await readStored(tx, minutes);
  const storedHours = await readStored(tx, [...hours.values()]);

  for (const minute of minutes) {
    const stored = storedMinutes.get(keyOf(minute));
    if (stored) {
      addRollup(minute, { ...stored, measuredMinutes: 0 });
    } else {
      const start = Math.floor(minute.start / HOUR_MS) * HOUR_MS;
      hours.get(keyOf({ ...minute, start }))!.measuredMinutes += 1;
    }
    minute.measuredMinutes = 1;
  }
  for (const hour of hours.values()) {
    const stored = storedHours.get(keyOf(hour));
    if (stored) {
      addRollup(hour, stored);
    }
  }
  const changed = [...minutes, ...hours.values()];
  for (let i = 0; i < changed.length; i += CHUNK) {
    await writeRollups(tx, changed.slice(i, i + CHUNK));
  }
}

/** What is stored of the same series and times. */
async function readStored(
  tx: Knex.Transaction,
  rollups: Rollup[],
): Promise<Map<string, Rollup>> {
  const stored = new Map<string, Rollup>();
  for (let i = 0; i < rollups.length; i += CHUNK) {
    const chunk = rollups.slice(i, i + CHUNK);
    // Some that nobody asked for may be among them; they are passed over.
    const found = await selectRollups(tx, query =>
      query
        .whereIn('series_id', [...new Set(chunk.map(one => one.seriesId))])
        .where('length_ms', chunk[0].lengthMs)
        .whereIn('start', [...new Set(chunk.map(({ start }) => start))]),
    );
    found.forEach(rollup => stored.set(keyOf(rollup), rollup));
  }
  return stored;
}

function keyOf(rollup: Pick<Rollup, 'seriesId' | 'start'>): string {
  return `${rollup.seriesId}/${rollup.start}`;
}
