import {
  addHistogram,
  bucketKey,
  type LatencyHistogram,
} from './latencyBuckets';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** A result as it is stored. */
export type MeasurementRow = {
  series_id: number;
  at: number;
  ok: boolean;
  latency_us: number;
  reason: string | null;
};

/** Results of one series that were counted over a minute or an hour. */
export type Rollup = {
  seriesId: number;
  lengthMs: number;
  /** Epoch milliseconds. */
  start: number;
  total: number;
  good: number;
  /** How many of its minutes have a result. */
  measuredMinutes: number;
  goodLatencies: LatencyHistogram;
  badLatencies: LatencyHistogram;
};

/** Counts results of any series by series and stretch of time. */
export function rollUp(rows: MeasurementRow[], lengthMs: number): Rollup[] {
  const rollups = new Map<string, Rollup>();
  for (const row of rows) {
    const start = Math.floor(row.at / lengthMs) * lengthMs;
    const key = `${row.series_id}/${start}`;
    let rollup = rollups.get(key);
    if (!rollup) {
      rollup = emptyRollup(row.series_id, lengthMs, start);
      rollups.set(key, rollup);
    }
    rollup.total += 1;
    rollup.good += row.ok ? 1 : 0;
    addHistogram(row.ok ? rollup.goodLatencies : rollup.badLatencies, {
      [bucketKey(row.latency_us)]: 1,
    });
  }
  return [...rollups.values()];
}

/** Adds the counts of the second to the first, in place. */
export function addRollup(into: Rollup, rollup: Rollup): void {
  into.total += rollup.total;
  into.good += rollup.good;
  into.measuredMinutes += rollup.measuredMinutes;
  addHistogram(into.goodLatencies, rollup.goodLatencies);
  addHistogram(into.badLatencies, rollup.badLatencies);
}

function emptyRollup(
  seriesId: number,
  lengthMs: number,
  start: number,
): Rollup {
  return {
    seriesId,
    lengthMs,
    start,
    total: 0,
    good: 0,
    measuredMinutes: 0,
    goodLatencies: {},
    badLatencies: {},
  };
}
