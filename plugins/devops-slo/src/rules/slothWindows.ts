import { AlertWindow } from '../alertWindows';
import { errorBudget } from '../budget';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../duration';

/** One pair of windows of Sloth's alert window catalogue. */
export interface SlothWindow {
  /** Percent of the budget that is spent within the long window at the factor. */
  budgetPercent: number;
  shortMs: number;
  longMs: number;
}

/** The four pairs: two that page, two that make tickets. */
export interface SlothWindows {
  pageQuick: SlothWindow;
  pageSlow: SlothWindow;
  ticketQuick: SlothWindow;
  ticketSlow: SlothWindow;
}

/** Sloth's built-in catalogue, for 30 and for 28 days. */
const STANDARD = catalogue([2, 5, 10, 10]);
/** The catalogue that Sloth gives as the example for a week. */
const WEEK = catalogue([8, 12.5, 20, 42]);

/** The pairs for a period; a period that Sloth has no catalogue for gets the standard one. */
export function slothWindows(periodMs: number): SlothWindows {
  return periodMs === 7 * DAY_MS ? WEEK : STANDARD;
}

/**
 * The burn rate that spends the share within the long window, in the order of
 * operations that makes the last digit what Sloth prints.
 */
export function slothFactor(window: SlothWindow, periodMs: number): number {
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
  const budget = errorBudget(objective);
  const windows = slothWindows(windowMs);
  const pairs = [
    { severity: 'page' as const, window: windows.pageQuick },
    { severity: 'page' as const, window: windows.pageSlow },
    { severity: 'ticket' as const, window: windows.ticketQuick },
    { severity: 'ticket' as const, window: windows.ticketSlow },
  ];
  return pairs.map(({ severity, window }) => {
    const factor = slothFactor(window, windowMs);
    return {
      longMs: window.longMs,
      shortMs: window.shortMs,
      factor,
      severity,
      canFire: factor * budget < 1,
    };
  });
}

function catalogue([
  pageQuick,
  pageSlow,
  ticketQuick,
  ticketSlow,
]: number[]): SlothWindows {
  return {
    pageQuick: pair(pageQuick, 5 * MINUTE_MS, HOUR_MS),
    pageSlow: pair(pageSlow, 30 * MINUTE_MS, 6 * HOUR_MS),
    ticketQuick: pair(ticketQuick, 2 * HOUR_MS, DAY_MS),
    ticketSlow: pair(ticketSlow, 6 * HOUR_MS, 3 * DAY_MS),
  };
}

function pair(
  budgetPercent: number,
  shortMs: number,
  longMs: number,
): SlothWindow {
  return { budgetPercent, shortMs, longMs };
}
