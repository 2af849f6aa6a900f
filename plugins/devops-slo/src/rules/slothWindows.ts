import type { AlertWindow } from '../alertWindows';
import { errorBudget } from '../budget';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../duration';
import { CatalogueWindow } from '../model';

/** Sloth's built-in catalogue, for 30 and for 28 days. */
const STANDARD = catalogue([2, 5, 10, 10]);
/** The catalogue that Sloth gives as the example for a week. */
const WEEK = catalogue([8, 12.5, 20, 42]);

/** The pairs for a period; a period that Sloth has no catalogue for gets the standard one. */
export function slothWindows(periodMs: number): CatalogueWindow[] {
  return periodMs === 7 * DAY_MS ? WEEK : STANDARD;
}

/**
 * The burn rate that spends the share within the long window, in the order of
 * operations that makes the last digit what Sloth prints.
 */
export function slothFactor(
  window: Pick<CatalogueWindow, 'budgetPercent' | 'longMs'>,
  periodMs: number,
): number {
  const hours = (window.budgetPercent * (periodMs / HOUR_MS)) / 100;
  return hours / (window.longMs / HOUR_MS);
}

/**
 * The pairs of windows that rules of Sloth's own watch over a period.
 *
 * @public
 */
export function slothAlertWindows(options: {
  windowMs: number;
  objective: number;
}): AlertWindow[] {
  const { windowMs, objective } = options;
  return inUse(slothWindows(windowMs), { windowMs, objective });
}

/** The pairs with the factors that they have over a period. */
export function inUse(
  windows: readonly CatalogueWindow[],
  slo: { windowMs: number; objective: number },
): AlertWindow[] {
  const budget = errorBudget(slo.objective);
  return windows.map(window => {
    const { shortMs, longMs, severity } = window;
    const factor = slothFactor(window, slo.windowMs);
    return { longMs, shortMs, factor, severity, canFire: factor * budget < 1 };
  });
}

/** Quick and slow pairs that page, and those that make tickets. */
function catalogue(percents: number[]): CatalogueWindow[] {
  const pairs = [
    { severity: 'page' as const, shortMs: 5 * MINUTE_MS, longMs: HOUR_MS },
    { severity: 'page' as const, shortMs: 30 * MINUTE_MS, longMs: 6 * HOUR_MS },
    { severity: 'ticket' as const, shortMs: 2 * HOUR_MS, longMs: DAY_MS },
    { severity: 'ticket' as const, shortMs: 6 * HOUR_MS, longMs: 3 * DAY_MS },
  ];
  return pairs.map((pair, i) => ({ ...pair, budgetPercent: percents[i] }));
}
