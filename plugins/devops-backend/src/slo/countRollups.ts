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
  const needsLatency =
    indicator.counted.latencyBelowMs !== undefined ||
    indicator.total.latencyBelowMs !== undefined;
  const byId = new Map(series.map(one => [one.id, one]));

  return rollups.flatMap(rollup => {
    const one = byId.get(rollup.seriesId);
    if (!one) {
      return [];
    }
    let good = 0;
    let total = 0;
    for (const { success, latencyMs, count } of classesOf(
      rollup,
      needsLatency,
    )) {
      const counted = countProbeResult(spec, {
        environment: one.environment,
        check: one.check,
        success,
        latencyMs,
      });
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

type ResultClass = { success: boolean; latencyMs?: number; count: number };

/** Results that count alike for every objective. */
function classesOf(rollup: Rollup, needsLatency: boolean): ResultClass[] {
  return needsLatency
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
    latencyMs: highestLatencyMs(Number(key)),
    count,
  }));
}
