import { isProbeSource, ProbeMetricSource, SloSpec } from './model';

/**
 * What one probe found.
 *
 * @public
 */
export interface ProbeResult {
  environment: string;
  check?: string;
  success: boolean;
  /** Time until the answer; absent where none came. */
  latencyMs?: number;
}

/**
 * How one probe result counts for an objective: not at all (`total: 0`), as a
 * bad event or as a good one. An event is good only if it belongs to the total.
 * Objectives that probes do not measure count nothing.
 *
 * @public
 */
export function countProbeResult(
  spec: Pick<SloSpec, 'indicator'>,
  result: ProbeResult,
): { good: 0 | 1; total: 0 | 1 } {
  const { indicator } = spec;
  if (
    indicator.kind !== 'ratio' ||
    !isProbeSource(indicator.counted) ||
    !isProbeSource(indicator.total) ||
    !matches(indicator.total, result)
  ) {
    return { good: 0, total: 0 };
  }
  const counted = matches(indicator.counted, result);
  const good = indicator.role === 'good' ? counted : !counted;
  return { good: good ? 1 : 0, total: 1 };
}

function matches(source: ProbeMetricSource, result: ProbeResult): boolean {
  const { environment, check, outcome, latencyBelowMs } = source;
  const actual = result.success ? 'success' : 'failure';
  return (
    environment === result.environment &&
    (check === undefined || check === result.check) &&
    (outcome === undefined || outcome === actual) &&
    (latencyBelowMs === undefined ||
      (result.latencyMs !== undefined && result.latencyMs < latencyBelowMs))
  );
}
