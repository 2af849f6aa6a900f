import type { Knex } from 'knex';
import { HOUR_MS, MINUTE_MS, type Rollup } from './rollup';
import { selectRollups } from './rollupRows';

/** More stretches than this are read as one, and what is between is dropped. */
const MOST_STRETCHES = 20;

type Stretch = { from: number; to: number };

/**
 * The counts of some series from `from` to `to` in stretches that do not
 * overlap: by hour, and by minute in the hours that an edge cuts. So any window
 * between two edges is counted to the minute, and a month is some hundred rows.
 */
export async function readRollups(
  knex: Knex,
  options: {
    seriesIds: number[];
    from: number;
    to: number;
    edges: number[];
    latencies: boolean;
  },
): Promise<Rollup[]> {
  const { seriesIds, from, to, latencies } = options;
  if (seriesIds.length === 0) {
    return [];
  }
  const cut = new Set(
    [...options.edges, from, to]
      .filter(edge => edge % HOUR_MS !== 0)
      .map(hourOf),
  );

  const hours = await selectRollups(
    knex,
    query =>
      query
        .whereIn('series_id', seriesIds)
        .where('length_ms', HOUR_MS)
        .where('start', '>=', from)
        .where('start', '<', to),
    { latencies },
  );
  const minutes = cut.size
    ? await selectRollups(
        knex,
        query =>
          query
            .whereIn('series_id', seriesIds)
            .where('length_ms', MINUTE_MS)
            .where('start', '>=', from)
            .where('start', '<', to)
            .where(within => {
              for (const stretch of stretchesOf(cut)) {
                within.orWhere(one =>
                  one
                    .where('start', '>=', stretch.from)
                    .where('start', '<', stretch.to),
                );
              }
            }),
        { latencies },
      )
    : [];

  return [
    ...hours.filter(hour => !cut.has(hour.start)),
    ...minutes.filter(minute => cut.has(hourOf(minute.start))),
  ];
}

function hourOf(time: number): number {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}

/** Neighbouring hours as one stretch. */
function stretchesOf(hours: Set<number>): Stretch[] {
  const stretches: Stretch[] = [];
  for (const hour of [...hours].sort((a, b) => a - b)) {
    const last = stretches[stretches.length - 1];
    if (last?.to === hour) {
      last.to = hour + HOUR_MS;
    } else {
      stretches.push({ from: hour, to: hour + HOUR_MS });
    }
  }
  return stretches.length > MOST_STRETCHES
    ? [{ from: stretches[0].from, to: stretches[stretches.length - 1].to }]
    : stretches;
}
