import type { MeasurementRecord } from '@backstage-devops/plugin-devops-node';
import type { Knex } from 'knex';

type SeriesKey = Pick<MeasurementRecord, 'entityRef' | 'environment' | 'check'>;

/** Key of a series among others, for maps. */
export function seriesKey(series: SeriesKey): string {
  return JSON.stringify([series.entityRef, series.environment, series.check]);
}

/**
 * The ids of the series of the records, which exist afterwards, are locked
 * until the transaction ends, and know their newest result. Whoever adds
 * counts of a series holds its lock, so that no addition is lost; all take the
 * locks in the same order, so that nobody waits in a circle.
 */
export async function lockSeries(
  tx: Knex.Transaction,
  sourceId: string,
  records: MeasurementRecord[],
): Promise<Map<string, number>> {
  const newest = new Map<string, MeasurementRecord>();
  for (const record of records) {
    const key = seriesKey(record);
    if (record.at > (newest.get(key)?.at ?? -Infinity)) {
      newest.set(key, record);
    }
  }

  const ids = new Map<string, number>();
  for (const key of [...newest.keys()].sort()) {
    const { entityRef, environment, check, at } = newest.get(key)!;
    const series = { entity_ref: entityRef, environment, check };
    await tx('measurement_series')
      .insert({ ...series, source_id: sourceId, newest_at: at })
      .onConflict(['entity_ref', 'environment', 'check'])
      .ignore();
    const { id, newest_at } = await tx('measurement_series')
      .where(series)
      .forUpdate()
      .first('id', 'newest_at');
    if (at > Number(newest_at)) {
      await tx('measurement_series')
        .where({ id })
        .update({ newest_at: at, source_id: sourceId });
    }
    ids.set(key, id);
  }
  return ids;
}
