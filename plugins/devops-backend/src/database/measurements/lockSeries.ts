import type { MeasurementRecord } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';

/** Rows of one statement; SQLite limits the values of a statement. */
const CHUNK = 100;
const KEY = ['entity_ref', 'environment', 'check'];

type SeriesRow = {
  id: number;
  entity_ref: string;
  environment: string;
  check: string;
  newest_at: number | string | null;
};

/** Key of a series among others, for maps. */
export function seriesKey(
  series: Pick<MeasurementRecord, 'entityRef' | 'environment' | 'check'>,
): string {
  return JSON.stringify([series.entityRef, series.environment, series.check]);
}

/**
 * Makes the series of the records that do not exist, and returns all of them.
 * It runs before the transaction, so that nobody waits for anybody's insert
 * while holding a lock.
 */
export async function ensureSeries(
  knex: Knex,
  sourceId: string,
  records: MeasurementRecord[],
): Promise<Map<string, number>> {
  const byKey = new Map(records.map(record => [seriesKey(record), record]));
  const known = await findSeries(knex, [...byKey.values()]);
  const missing = [...byKey].filter(([key]) => !known.has(key));
  if (missing.length === 0) {
    return known;
  }
  const rows = missing.map(([, { entityRef, environment, check }]) => ({
    entity_ref: entityRef,
    environment,
    check,
    source_id: sourceId,
  }));
  for (let i = 0; i < rows.length; i += CHUNK) {
    await knex('measurement_series')
      .insert(rows.slice(i, i + CHUNK))
      .onConflict(KEY)
      .ignore();
  }
  return findSeries(knex, [...byKey.values()]);
}

async function findSeries(
  knex: Knex,
  records: MeasurementRecord[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const refs = [...new Set(records.map(({ entityRef }) => entityRef))];
  for (let i = 0; i < refs.length; i += CHUNK) {
    const rows: SeriesRow[] = await knex('measurement_series')
      .whereIn('entity_ref', refs.slice(i, i + CHUNK))
      .select('id', ...KEY);
    for (const { id, entity_ref: entityRef, environment, check } of rows) {
      found.set(seriesKey({ entityRef, environment, check }), id);
    }
  }
  return found;
}

/**
 * Locks series until the transaction ends, and lets them know their newest
 * result. Whoever adds counts of a series holds its lock, so that no addition
 * is lost; all take the locks in the same order, so that nobody waits in a
 * circle.
 */
export async function lockSeries(
  tx: Knex.Transaction,
  sourceId: string,
  newest: Map<number, number>,
): Promise<void> {
  const ids = [...newest.keys()].sort((a, b) => a - b);
  for (let i = 0; i < ids.length; i += CHUNK) {
    const rows: SeriesRow[] = await tx('measurement_series')
      .whereIn('id', ids.slice(i, i + CHUNK))
      .orderBy('id')
      .forUpdate()
      .select('id', 'newest_at');
    const newer = rows.filter(
      row =>
        row.newest_at === null || newest.get(row.id)! > Number(row.newest_at),
    );
    if (newer.length > 0) {
      await tx('measurement_series')
        .whereIn(
          'id',
          newer.map(({ id }) => id),
        )
        .update({
          source_id: sourceId,
          newest_at: tx.raw(
            `case id ${newer.map(() => 'when ? then cast(? as bigint)').join(' ')} end`,
            newer.flatMap(({ id }) => [id, newest.get(id)!]),
          ),
        });
    }
  }
}
