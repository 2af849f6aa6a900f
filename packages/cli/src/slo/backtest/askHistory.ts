import {
  alertWindowsOf,
  DAY_MS,
  historyQueries,
  type BacktestHistory,
  type BacktestPoint,
  type SloSpec,
} from '@backstage-devops/plugin-devops-slo';
import { InputError } from '@backstage/errors';
import { labelsKey, PrometheusServer } from './PrometheusServer';

/** The past of an objective, or of one of the series that it is measured by. */
export interface AskedHistory {
  /** Empty where an objective is measured by one series without labels. */
  labels: Record<string, string>;
  history: BacktestHistory;
}

/**
 * Asks Prometheus for bad and all events of an objective, step by step, and
 * for as much before the days that are told as its alerts look back on.
 *
 * @throws InputError if there is nothing.
 */
export async function askHistory(
  spec: SloSpec,
  server: PrometheusServer,
  options: { days: number; stepMs: number; to: number },
): Promise<AskedHistory[]> {
  const { days, stepMs, to } = options;
  const queries = historyQueries(spec, { stepMs });
  const lookback = Math.max(
    0,
    ...alertWindowsOf(spec).map(({ longMs }) => longMs),
  );
  const warmUp = Math.ceil(lookback / stepMs) * stepMs;
  const range = { from: to - days * DAY_MS - warmUp + stepMs, to, stepMs };
  const totals = await server.queryRange(queries.total, range);
  const counted = new Map(
    (await server.queryRange(queries.counted, range)).map(series => [
      labelsKey(series.labels),
      series.values,
    ]),
  );

  const histories = totals.map(({ labels, values }) => ({
    labels,
    history: {
      stepMs,
      points: pointsOf(values, counted.get(labelsKey(labels)), queries),
    },
  }));
  const filled = histories.filter(({ history }) => history.points.length > 0);
  if (filled.length === 0) {
    throw new InputError(
      `${spec.id}: Prometheus has no data in ${days} days of ${queries.total}; check the query, and take --step 5m if the metrics are scraped once a minute or less`,
    );
  }
  return filled;
}

function pointsOf(
  totals: Map<number, number>,
  counted: Map<number, number> | undefined,
  { role, scale }: { role: 'good' | 'bad'; scale: number },
): BacktestPoint[] {
  return [...totals]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, all]) => {
      const some = counted?.get(at) ?? 0;
      // A ratio of nothing is NaN: nothing was measured.
      if (!(all >= 0 && all < Infinity) || Number.isNaN(some)) {
        return [];
      }
      const bad = role === 'bad' ? some : all - some;
      return [
        {
          at,
          // Rates are estimates, and may say that more failed than there was.
          bad: Math.min(all, Math.max(0, bad)) * scale,
          total: all * scale,
        },
      ];
    });
}
