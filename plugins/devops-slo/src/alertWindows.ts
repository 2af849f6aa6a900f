import { alertFactor, errorBudget } from './budget';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration';
import { AlertSeverity, SloSpec } from './model';
import { inUse } from './rules/slothWindows';

/**
 * A pair of windows that are watched together: the long one says that the
 * matter is serious, the short one that it is still going on.
 *
 * @public
 */
export interface AlertWindow {
  longMs: number;
  shortMs: number;
  /** Threshold in multiples of the sustainable burn rate. */
  factor: number;
  severity: AlertSeverity;
  /** False if even an error ratio of 1 stays below the threshold. */
  canFire: boolean;
}

/** The four pairs of a 30-day window and the share of its budget each may spend. */
const PAIRS: Array<{
  longMs: number;
  budgetShare: number;
  severity: AlertSeverity;
}> = [
  { longMs: HOUR_MS, budgetShare: 0.02, severity: 'page' },
  { longMs: 6 * HOUR_MS, budgetShare: 0.05, severity: 'page' },
  { longMs: DAY_MS, budgetShare: 0.1, severity: 'ticket' },
  { longMs: 3 * DAY_MS, budgetShare: 0.1, severity: 'ticket' },
];

const REFERENCE_MS = 30 * DAY_MS;
const SHORTEST_MS = 2 * MINUTE_MS;

/**
 * The default alert windows for a window of any length W: long windows are
 * scaled by min(1, W / 30d) and rounded to minutes, short windows are a
 * twelfth of them, but at least two minutes and four measurements long. The
 * factor is p * W / L, never below 1. Pairs that a short W leaves without room
 * for a short window are left out.
 *
 * @public
 */
export function alertWindows(options: {
  windowMs: number;
  objective: number;
  /** Time between two measurements. */
  resolutionMs?: number;
}): AlertWindow[] {
  const { windowMs, objective, resolutionMs = 0 } = options;
  const budget = errorBudget(objective);
  const scale = Math.min(1, windowMs / REFERENCE_MS);

  return PAIRS.map(pair => {
    const longMs = roundToMinutes(scale * pair.longMs);
    const shortMs = shortWindow(longMs, resolutionMs);
    const factor = Math.max(
      1,
      alertFactor({ budgetShare: pair.budgetShare, windowMs, longMs }),
    );
    return {
      longMs,
      shortMs,
      factor,
      severity: pair.severity,
      canFire: canFire(factor, budget),
    };
  }).filter(pair => pair.shortMs <= pair.longMs);
}

/**
 * The alert windows of one objective: those that its file declares, or else
 * those that a document gives for its window, or else the default ones.
 *
 * @public
 */
export function alertWindowsOf(
  spec: Pick<SloSpec, 'alerts' | 'alertWindows' | 'window' | 'objective'>,
  options: { resolutionMs?: number } = {},
): AlertWindow[] {
  const { resolutionMs = 0 } = options;
  const budget = errorBudget(spec.objective);
  if (spec.alerts.length === 0 && spec.alertWindows) {
    const windows = inUse(spec.alertWindows, {
      windowMs: spec.window.ms,
      objective: spec.objective,
    });
    return windows.map(window => ({
      ...window,
      shortMs: Math.min(
        window.longMs,
        Math.max(window.shortMs, 4 * resolutionMs),
      ),
    }));
  }
  if (spec.alerts.length === 0) {
    return alertWindows({
      windowMs: spec.window.ms,
      objective: spec.objective,
      resolutionMs,
    });
  }
  return spec.alerts.map(alert => ({
    longMs: alert.lookbackMs,
    // A declared window is kept as it is, so the short one may not outgrow it.
    shortMs: Math.min(
      alert.lookbackMs,
      shortWindow(alert.lookbackMs, resolutionMs),
    ),
    factor: alert.threshold,
    severity: alert.severity,
    canFire: canFire(alert.threshold, budget),
  }));
}

/** The error ratio cannot exceed 1, so a threshold k * B of 1 or more is out of reach. */
function canFire(factor: number, budget: number): boolean {
  return factor * budget < 1;
}

function shortWindow(longMs: number, resolutionMs: number): number {
  return Math.max(longMs / 12, 4 * resolutionMs, SHORTEST_MS);
}

function roundToMinutes(ms: number): number {
  return Math.round(ms / MINUTE_MS) * MINUTE_MS;
}
