import { AlertWindow } from './alertWindows';
import { timeToExhaustion } from './budget';
import { WindowRange } from './windowRange';

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
  // A calendar window that has just begun says less than any of them.
  const shortest = lengths.length > 0 ? Math.min(...lengths) : 0;
  const ascending = [...lengths, wholeWindowMs]
    .filter(windowMs => windowMs >= shortest)
    .sort((a, b) => a - b);
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

/**
 * Milliseconds until the budget is empty; null if it lasts longer than a
 * rolling window, or until a calendar window begins anew.
 */
export function exhaustion(
  range: WindowRange,
  remaining: number | null,
  burn: number | null,
): number | null {
  if (remaining === null || burn === null) {
    return null;
  }
  const windowMs = range.to - range.from;
  if (range.resetsAt === undefined) {
    const inMs = timeToExhaustion({ windowMs, remaining, burn });
    return inMs !== null && inMs <= windowMs ? inMs : null;
  }
  // Nothing leaves the window, and each event adds to its budget: at a burn of
  // 1 what is left lasts until the reset.
  const inMs = timeToExhaustion({ windowMs, remaining, burn: burn - 1 });
  return inMs !== null && inMs < range.resetsAt - range.to ? inMs : null;
}
