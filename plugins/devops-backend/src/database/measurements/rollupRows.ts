import type { Knex } from 'knex';
import type { Rollup } from './rollup';

/** As the drivers give it: PostgreSQL returns 64-bit numbers as text. */
type RollupRow = {
  series_id: number;
  length_ms: number;
  start: number | string;
  total: number;
  good: number;
  measured_minutes: number;
  good_latencies: string;
  bad_latencies: string;
};

export function selectRollups(
  knex: Knex,
  where: (query: Knex.QueryBuilder) => void,
): Promise<Rollup[]> {
  return knex<RollupRow>('measurement_rollups')
    .where(query => where(query))
    .select('*')
    .then(rows => rows.map(row => fromRow(row as RollupRow)));
}

export async function writeRollup(knex: Knex, rollup: Rollup): Promise<void> {
  await knex('measurement_rollups')
    .insert({
      series_id: rollup.seriesId,
      length_ms: rollup.lengthMs,
      start: rollup.start,
      total: rollup.total,
      good: rollup.good,
      measured_minutes: rollup.measuredMinutes,
      good_latencies: JSON.stringify(rollup.goodLatencies),
      bad_latencies: JSON.stringify(rollup.badLatencies),
    })
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
    goodLatencies: JSON.parse(row.good_latencies),
    badLatencies: JSON.parse(row.bad_latencies),
  };
}
