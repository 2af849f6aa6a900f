import type { Knex } from 'knex';
import type { LatencyHistogram } from './latencyBuckets';
import type { Rollup } from './rollup';

/** As the drivers give it: PostgreSQL returns 64-bit numbers as text. */
type RollupRow = {
  series_id: number;
  length_ms: number;
  start: number | string;
  total: number;
  good: number;
  measured_minutes: number;
  good_latencies?: string;
  bad_latencies?: string;
};

const COUNTS = [
  'series_id',
  'length_ms',
  'start',
  'total',
  'good',
  'measured_minutes',
] as const;
const LATENCIES = ['good_latencies', 'bad_latencies'] as const;

/** Without latencies the histograms are empty, which is much faster to read. */
export async function selectRollups(
  knex: Knex,
  where: (query: Knex.QueryBuilder) => void,
  options: { latencies: boolean } = { latencies: true },
): Promise<Rollup[]> {
  const rows = await knex<RollupRow>('measurement_rollups')
    .where(query => where(query))
    .select(...COUNTS, ...(options.latencies ? LATENCIES : []));
  return rows.map(row => fromRow(row as RollupRow));
}

/** Replaces what is stored of the same series and times. */
export async function writeRollups(
  knex: Knex,
  rollups: Rollup[],
): Promise<void> {
  await knex('measurement_rollups')
    .insert(
      rollups.map(rollup => ({
        series_id: rollup.seriesId,
        length_ms: rollup.lengthMs,
        start: rollup.start,
        total: rollup.total,
        good: rollup.good,
        measured_minutes: rollup.measuredMinutes,
        good_latencies: JSON.stringify(rollup.goodLatencies),
        bad_latencies: JSON.stringify(rollup.badLatencies),
      })),
    )
    .onConflict(['series_id', 'length_ms', 'start'])
    .merge();
}

function fromRow(row: RollupRow): Rollup {
  return {
    seriesId: row.series_id,
    lengthMs: row.length_ms,
    start: Number(row.start),
    total: row.total,
    good: row.good,
    measuredMinutes: row.measured_minutes,
    goodLatencies: parse(row.good_latencies),
    badLatencies: parse(row.bad_latencies),
  };
}

function parse(histogram: string | undefined): LatencyHistogram {
  return histogram === undefined ? {} : JSON.parse(histogram);
}
