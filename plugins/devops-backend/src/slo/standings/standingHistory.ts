import type { SloStatusRecord } from '@backstage-devops/plugin-devops-node';
import {
  budgetRemaining,
  calendarWindow,
  errorBudget,
  windowEndingAt,
} from '@backstage-devops/plugin-devops-slo';
import { FINE_MS, type StandingPoint } from '../../database/slos/points';
import type {
  Standing,
  StandingStore,
} from '../../database/slos/StandingStore';
import type { BudgetHistory } from '../SloService';
import { DEFAULT_POINTS, rangeOf, stepsOf } from '../steps';

/**
 * The course of the budget from the figures that were kept. A step tells what
 * was known last within it, and nothing where nothing was known.
 *
 * @throws InputError if the range is empty or too long.
 */
export async function standingHistory(options: {
  sloId: string;
  standing: Standing;
  standings: StandingStore;
  query: { from?: string; to?: string; points?: number };
  now: number;
}): Promise<BudgetHistory> {
  const { sloId, standing, standings, query, now } = options;
  const { environment, objective } = standing.record;
  const read = (from: number, to: number) =>
    standings.readPoints(standing.id, { from, to });
  const { since, until, measuredMs } = await rangeOf(query, {
    now,
    windowStart: end => windowStart(standing.record, end),
    knownSince: async end =>
      (await read(windowStart(standing.record, end), end))[0]?.start,
  });

  const { from, to, stepMs } = stepsOf(
    since,
    until,
    query.points ?? DEFAULT_POINTS,
    FINE_MS,
  );
  const newest = newestByStep(await read(from, to), { from, stepMs });
  return {
    sloId,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    stepMs,
    environment,
    objective,
    measuredMs,
    points: Array.from({ length: (to - from) / stepMs }, (_, step) => ({
      at: new Date(from + (step + 1) * stepMs).toISOString(),
      ...figuresOf(newest.get(step)),
    })),
  };
}

function windowStart(
  { calendar, windowMs }: SloStatusRecord,
  end: number,
): number {
  const window = calendar && calendarWindow(calendar);
  return window ? windowEndingAt(window, end).from : end - windowMs;
}

/** Points are in order of time, so that the last of a step is kept. */
function newestByStep(
  points: StandingPoint[],
  steps: { from: number; stepMs: number },
): Map<number, StandingPoint> {
  const newest = new Map<number, StandingPoint>();
  for (const point of points) {
    // The last moment of the stretch, which its figures are of.
    const step = Math.floor((point.end - 1 - steps.from) / steps.stepMs);
    newest.set(step, point);
  }
  return newest;
}

function figuresOf(point: StandingPoint | undefined) {
  const { errorRatio, recentRatio, objective } = point ?? {};
  return {
    budgetRemaining:
      errorRatio === undefined || objective === undefined
        ? undefined
        : budgetRemaining(errorRatio, errorBudget(objective)),
    errorRatio: recentRatio,
  };
}
