import {
  countProbeResult,
  isProbeSource,
  type CountBucket,
  type ProbeMetricSource,
  type SloSpec,
} from '@backstage-devops/plugin-devops-slo';
import {
  highestLatencyMs,
  type LatencyHistogram,
} from '../database/measurements/latencyBuckets';
import type { MeasurementSeries } from '../database/measurements/MeasurementStore';
import { MINUTE_MS, type Rollup } from '../database/measurements/rollup';

/** The probe results that an objective is computed from. */
export type ProbeIndicator = {
  counted: ProbeMetricSource;
  total: ProbeMetricSource;
};

/** Undefined for an objective that something else than probes measures. */
export function probeIndicator(
  spec: Pick<SloSpec, 'indicator'>,
): ProbeIndicator | undefined {
  const { indicator } = spec;
  return indicator.kind === 'ratio' &&
    isProbeSource(indicator.counted) &&
    isProbeSource(indicator.total)
    ? { counted: indicator.counted, total: indicator.total }
    : undefined;
}

/** The series whose results are among the events of an objective. */
export function seriesOfIndicator(
  { total }: ProbeIndicator,
  series: MeasurementSeries[],
): MeasurementSeries[] {
  return series.filter(
    ({ environment, check }) =>
      environment === total.environment &&
      (total.check === undefined || total.check === check),
  );
}

/**
 * Counts rolled-up results as events of an objective. Latencies are known by
 * bucket, at most 1 % wide, and count as the highest of their bucket.
 */
export function countRollups(
  spec: Pick<SloSpec, 'indicator'>,
  series: MeasurementSeries[],
  rollups: Rollup[],
): CountBucket[] {
  const indicator = probeIndicator(spec);
  if (!indicator) {
    return [];
  }
  const latencies = needsLatencies(indicator);
  const byId = new Map(series.map(one => [one.id, one]));
  const weights = weightsOf(spec);

  return rollups.flatMap(rollup => {
    const one = byId.get(rollup.seriesId);
    if (!one) {
      return [];
    }
    const countOf = weights(one);
    let good = 0;
    let total = 0;
    for (const { success, key, count } of classesOf(rollup, latencies)) {
      const counted = countOf(success, key);
      good += counted.good * count;
      total += counted.total * count;
    }
    return {
      start: rollup.start,
      durationMs: rollup.measuredMinutes * MINUTE_MS,
      good,
      total,
    };
  });
}

/** Whether an objective asks how long anything took. */
export function needsLatencies({ counted, total }: ProbeIndicator): boolean {
  return (
    counted.latencyBelowMs !== undefined || total.latencyBelowMs !== undefined
  );
}

type Weight = { good: 0 | 1; total: 0 | 1 };

/** How results of a series count, asked once for each outcome and bucket. */
function weightsOf(spec: Pick<SloSpec, 'indicator'>) {
  const known = new Map<string, Weight>();
  return (series: MeasurementSeries) =>
    (success: boolean, key: string | undefined): Weight => {
      const cacheKey = `${series.id}/${success}/${key}`;
      let weight = known.get(cacheKey);
      if (!weight) {
        weight = countProbeResult(spec, {
          environment: series.environment,
          check: series.check,
          success,
          latencyMs:
            key === undefined ? undefined : highestLatencyMs(Number(key)),
        });
        known.set(cacheKey, weight);
      }
      return weight;
    };
}

/** Results that count alike; `key` is the bucket of their latency. */
type ResultClass = { success: boolean; key?: string; count: number };

function classesOf(rollup: Rollup, latencies: boolean): ResultClass[] {
  return latencies
    ? [
        ...latencyClasses(rollup.goodLatencies, true),
        ...latencyClasses(rollup.badLatencies, false),
      ]
    : [
        { success: true, count: rollup.good },
        { success: false, count: rollup.total - rollup.good },
      ];
}

function latencyClasses(
  histogram: LatencyHistogram,
  success: boolean,
): ResultClass[] {
  return Object.entries(histogram).map(([key, count]) => ({
    success,
    key,
    count,
  }));
}
