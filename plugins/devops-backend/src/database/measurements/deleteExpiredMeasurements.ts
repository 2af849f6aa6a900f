import type { Knex } from 'knex';
import { HOUR_MS } from './rollup';

/** Deletes the single results of a source that began before a time. */
export function deleteExpiredResults(
  knex: Knex,
  options: { sourceId: string; before: number; signal?: AbortSignal },
): Promise<number> {
  const ofSource = knex('measurement_series')
    .where('source_id', options.sourceId)
    .select('id');
  return deleteByHour(options, 'at', () =>
    knex('measurements').whereIn('series_id', ofSource.clone()),
  );
}

/** Deletes the counts, by minute and by hour, that began before a time. */
export function deleteExpiredRollups(
  knex: Knex,
  options: { before: number; signal?: AbortSignal },
): Promise<number> {
  return deleteByHour(options, 'start', () => knex('measurement_rollups'));
}

/** An hour at a time, so that writers never wait long. Returns how many rows went. */
async function deleteByHour(
  options: { before: number; signal?: AbortSignal },
  column: 'at' | 'start',
  rows: () => Knex.QueryBuilder,
): Promise<number> {
  let deleted = 0;
  while (!options.signal?.aborted) {
    const { oldest } = await rows().min(`${column} as oldest`).first();
    if (oldest === null || Number(oldest) >= options.before) {
      break;
    }
    const until = Math.min(Number(oldest) + HOUR_MS, options.before);
    deleted += await rows().where(column, '<', until).delete();
  }
  return deleted;
}
