import { InputError } from '@backstage/errors';
import { HOUR_MS, MINUTE_MS } from '../database/measurements/rollup';

export const DEFAULT_POINTS = 120;
/** A chart of less shows nothing. */
const SHORTEST_RANGE_MS = 10 * MINUTE_MS;
const LONGEST_RANGE_MS = 400 * 24 * HOUR_MS;

export type Steps = { from: number; to: number; stepMs: number };

/** Equal steps over at least the range, at most as many as asked for. */
export function stepsOf(
  since: number,
  until: number,
  points: number,
  shortestMs = MINUTE_MS,
): Steps {
  const shortest = Math.max((until - since) / points, shortestMs);
  const unit = shortest > HOUR_MS / 2 ? HOUR_MS : shortestMs;
  // Rounding both ends outwards may take one more step than the range itself.
  let stepMs = Math.ceil(shortest / unit) * unit;
  const to = Math.ceil(until / unit) * unit;
  while (Math.ceil((to - since) / stepMs) > points) {
    stepMs += unit;
  }
  const steps = Math.ceil((to - since) / stepMs);
  return { from: to - steps * stepMs, to, stepMs };
}

/**
 * The range that a query asks for: without a start since the window began, or
 * since something is known where that is later. `measuredMs` is how much of the window
 * at its end is known: what its budget is reckoned from.
 *
 * @throws InputError if the range is empty or too long.
 */
export async function rangeOf(
  query: { from?: string; to?: string },
  options: {
    now: number;
    /** When the window began that has ended by a moment. */
    windowStart: (until: number) => number;
    knownSince: (until: number) => Promise<number | undefined>;
  },
): Promise<{ since: number; until: number; measuredMs: number }> {
  const until = query.to ? Date.parse(query.to) : options.now;
  const known = await options.knownSince(until);
  const begin = Math.max(known ?? 0, options.windowStart(until));
  const since = query.from
    ? Date.parse(query.from)
    : Math.min(begin, until - SHORTEST_RANGE_MS);
  if (!(since < until) || until - since > LONGEST_RANGE_MS) {
    throw new InputError(
      'The history needs "from" before "to", and at most 400 days between them',
    );
  }
  return { since, until, measuredMs: Math.max(until - begin, MINUTE_MS) };
}
