import type { SloHistory } from '@backstage-devops/plugin-devops-common';

/** A point of the history at which the budget is known. */
export type BudgetPoint = {
  at: number;
  left: number;
  errorRatio?: number;
  total?: number;
};

/** One entry for each step; undefined where nothing was measured. */
export type Series = Array<BudgetPoint | undefined>;

/** The history as the chart draws it. */
export function seriesOf(history: SloHistory): Series {
  return history.points.map(point =>
    point.budgetRemaining === undefined
      ? undefined
      : {
          at: Date.parse(point.at),
          left: point.budgetRemaining,
          errorRatio: point.errorRatio,
          total: point.total,
        },
  );
}

/** What the chart shows, as data for one sentence. */
export type SeriesSummary = {
  first: BudgetPoint;
  last: BudgetPoint;
  /** The largest fall from one measurement to the next, where there was one. */
  steepest?: { drop: number; until: number };
  hasGaps: boolean;
};

/** A smaller fall than this cannot be seen, so it is none. */
const VISIBLE_DROP = 0.0005;

/** Sums a series up; undefined when nothing was measured at all. */
export function summarize(series: Series): SeriesSummary | undefined {
  const points = series.filter(point => point !== undefined);
  if (points.length === 0) {
    return undefined;
  }
  let steepest: SeriesSummary['steepest'];
  for (let index = 1; index < points.length; index++) {
    const drop = points[index - 1].left - points[index].left;
    if (drop > (steepest?.drop ?? VISIBLE_DROP)) {
      steepest = { drop, until: points[index].at };
    }
  }
  return {
    first: points[0],
    last: points[points.length - 1],
    steepest,
    hasGaps: points.length < series.length,
  };
}
