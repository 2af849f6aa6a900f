import { AlertWindow } from './alertWindows';
import { timeToExhaustion } from './budget';

/**
 * A pair of alert windows with the burn rates found in it; null without events.
 *
 * @public
 */
export interface BurnWindow extends AlertWindow {
  longBurn: number | null;
  shortBurn: number | null;
  /** Both windows burn faster than the factor. */
  firing: boolean;
}

/** The burn rate over a window that ends now; null without events in it. */
export type BurnOver = (windowMs: number) => number | null;

/** Overspending below this share of the budget is rounding, not an error. */
const ROUNDING = 1e-9;

export function measureBurn(pair: AlertWindow, burnOver: BurnOver): BurnWindow {
  const longBurn = burnOver(pair.longMs);
  const shortBurn = burnOver(pair.shortMs);
  return {
    ...pair,
    longBurn,
    shortBurn,
    firing: exceeds({ longBurn, shortBurn }, pair.factor),
  };
}

function exceeds(
  burn: Pick<BurnWindow, 'longBurn' | 'shortBurn'>,
  factor: number,
): boolean {
  return (burn.longBurn ?? 0) > factor && (burn.shortBurn ?? 0) > factor;
}

/** The burn over the shortest window with events: an idle five minutes say nothing. */
export function findCurrentBurn(
  burnWindows: BurnWindow[],
  wholeWindowMs: number,
  burnOver: BurnOver,
): { burn: number | null; windowMs: number | null } {
  const lengths = burnWindows.flatMap(pair => [pair.shortMs, pair.longMs]);
  const ascending = [...lengths, wholeWindowMs].sort((a, b) => a - b);
  for (const windowMs of ascending) {
    const burn = burnOver(windowMs);
    if (burn !== null) {
      return { burn, windowMs };
    }
  }
  return { burn: null, windowMs: null };
}

/** The state of an objective that has something to be judged by. */
export function spendingState(
  remaining: number,
  burnWindows: BurnWindow[],
  currentBurn: number | null,
): 'ok' | 'at_risk' | 'burning' | 'exhausted' {
  if (remaining < -ROUNDING) {
    return 'exhausted';
  }
  if (burnWindows.some(pair => pair.firing)) {
    return 'burning';
  }
  const tooFast =
    (currentBurn ?? 0) > 1 + ROUNDING ||
    burnWindows.some(pair => exceeds(pair, 1 + ROUNDING));
  return tooFast ? 'at_risk' : 'ok';
}

/** Milliseconds until the budget is empty; null if it lasts longer than the window. */
export function exhaustion(
  windowMs: number,
  remaining: number | null,
  burn: number | null,
): number | null {
  if (remaining === null || burn === null) {
    return null;
  }
  const inMs = timeToExhaustion({ windowMs, remaining, burn });
  return inMs !== null && inMs <= windowMs ? inMs : null;
}
