import type { Knex } from 'knex';

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * How fine figures are kept and for how long: a page shows hours of today, days
 * of this month, and months of this year.
 */
export const FINE_MS = 5 * MINUTE_MS;
export const KEPT_MS = {
  fine: 2 * DAY_MS,
  hours: 35 * DAY_MS,
  days: 400 * DAY_MS,
};

/** What the figures of an objective were at a moment. */
export type StandingPoint = {
  /** The stretch that the figures are of; they are those of its end. */
  start: number;
  end: number;
  objective: number;
  /** Share of bad events in the window of the objective. */
  errorRatio?: number;
  /** The same in the shortest window that is watched. */
  recentRatio?: number;
};

/** Days from the ledger, then hours, then the finest, without overlap. */
export async function readPoints(
  knex: Knex,
  standingId: number,
  range: { from: number; to: number },
): Promise<StandingPoint[]> {
  const days = await knex('slo_ledger')
    .where('standing_id', standingId)
    .where('day', '>', range.from - DAY_MS)
    .where('day', '<', range.to)
    .orderBy('day');
  const parts = await knex('slo_points')
    .where('standing_id', standingId)
    .where('start', '>', range.from - HOUR_MS)
    .where('start', '<', range.to)
    .orderBy('start');

  const fine = parts.filter(row => row.length_ms === FINE_MS).map(toPoint);
  const hours = parts.filter(row => row.length_ms === HOUR_MS).map(toPoint);
  const ledger = days.map(row =>
    toPoint({ ...row, start: row.day, length_ms: DAY_MS }),
  );
  return endingBefore(ledger, endingBefore(hours, fine));
}

/** The coarse points that lie before the fine ones, and those. */
function endingBefore(
  coarse: StandingPoint[],
  fine: StandingPoint[],
): StandingPoint[] {
  const first = fine[0]?.start ?? Infinity;
  return [...coarse.filter(({ end }) => end <= first), ...fine];
}

function toPoint(row: any): StandingPoint {
  const start = Number(row.start);
  return {
    start,
    end: start + row.length_ms,
    objective: row.objective,
    errorRatio: row.error_ratio ?? undefined,
    recentRatio: row.recent_ratio ?? undefined,
  };
}
