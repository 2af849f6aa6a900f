import {
  alertWindowsOf,
  evaluateRatios,
  type RatioStatus,
  type SloSpec,
} from '@backstage-devops/plugin-devops-slo';
import { MINUTE_MS } from '../../database/measurements/rollup';
import type { Standing } from '../../database/slos/StandingStore';

/** Missed rounds from which what a source told is stale. */
const STALE_ROUNDS = 4;
const SHORTEST_STALE_MS = 2 * MINUTE_MS;
/** Of a source that is not configured any more. */
const USUAL_INTERVAL_MS = MINUTE_MS;

/** Age from which what a source told is stale, by how often it is asked. */
export function staleAfterMs(intervalMs = USUAL_INTERVAL_MS): number {
  return Math.max(STALE_ROUNDS * intervalMs, SHORTEST_STALE_MS);
}

/**
 * Where an objective stands at a moment: what its source told last, and how old
 * that is by now.
 */
export function judgeStanding(
  { record, measuredAt }: Standing,
  options: {
    now: number;
    /** How often its source is asked. */
    intervalMs?: number;
    /** The file of the objective, where there is one. */
    spec?: SloSpec;
  },
): RatioStatus {
  const { now, spec, intervalMs } = options;
  return evaluateRatios({
    objective: record.objective,
    windowMs: record.windowMs,
    // Windows that an owner chose are in the file; a source only guesses them.
    alertWindows:
      spec && (spec.alerts.length > 0 || spec.alertWindows)
        ? alertWindowsOf(spec)
        : record.alertWindows,
    ratios: record.ratios,
    coverage: record.coverage,
    calendar: record.calendar,
    now,
    newestAt: measuredAt ?? null,
    staleAfterMs: staleAfterMs(intervalMs),
  });
}
