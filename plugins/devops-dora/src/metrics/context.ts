import type { AttributedIncident } from '../attribution';
import type { DeploymentGroup } from '../groups';
import type { NormalRecords } from '../normalize';
import type { Settings } from '../options';
import type { DurationSummary } from '../result';
import { lowerMedian, quantile } from '../statistics';
import type { DeploymentNode, Timeline } from '../timelines';

/** What all metrics are computed from. */
export interface MetricContext {
  settings: Settings;
  records: NormalRecords;
  timelines: Timeline[];
  /** Deployments to production of all times, as they are counted. */
  groups: DeploymentGroup[];
  /** Rollouts to production that failed, of all times. */
  failedRollouts: DeploymentNode[];
  incidents: AttributedIncident[];
}

export function median(
  values: readonly number[],
  settings: Settings,
): number | null {
  return settings.median === 'lower'
    ? lowerMedian(values)
    : quantile(values, 0.5);
}

export function summarize(
  seconds: readonly number[],
  settings: Settings,
): DurationSummary {
  return {
    p50: median(seconds, settings),
    p75: quantile(seconds, 0.75),
    p90: quantile(seconds, 0.9),
    n: seconds.length,
  };
}

export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
