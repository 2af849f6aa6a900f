import { AlertWindow } from '../alertWindows';
import { AlertSeverity } from '../model';

/**
 * What was measured in the past, at equal steps. A step that is left out says
 * that nobody looked; one with `total: 0` that there was no traffic.
 *
 * @public
 */
export interface BacktestHistory {
  /** Time between two points in milliseconds: a minute, five at most. */
  stepMs: number;
  /** In the order of time, whole steps apart. */
  points: readonly BacktestPoint[];
}

/**
 * The events of one step. Where an objective has no events because a ratio or
 * a value is measured, only the share that was bad counts: `total` is 1.
 *
 * @public
 */
export interface BacktestPoint {
  /** End of the step in milliseconds since the epoch. */
  at: number;
  /** Bad events within the step. */
  bad: number;
  /** All events within the step; not less than the bad ones. */
  total: number;
}

/**
 * An alert that would have been sent.
 *
 * @public
 */
export interface BacktestAlert {
  severity: AlertSeverity;
  /** `noData` is the alert about missing data, `SLONoData`. */
  cause: 'burnRate' | 'noData';
  /** The pairs of windows that held while it fired, the first of them first. */
  windows: AlertWindow[];
  /** The evaluation that it fires from, in milliseconds since the epoch. */
  startedAt: number;
  /** The first evaluation that it is over at; null while it still fires at the end. */
  endedAt: number | null;
  /** Until the end of the history, if it still fires then. */
  durationMs: number;
  /**
   * Highest burn rate in the short window of a pair that held, in multiples of
   * the sustainable one; null for missing data.
   */
  peakBurnRate: number | null;
  /** Share of the budget of one window that was spent while it fired. */
  budgetSpent: number;
}

/**
 * A stretch of time that threatened the budget: a "significant event" in the
 * words of Google's workbook on alerting. {@link backtestSlo} says how it is
 * found.
 *
 * @public
 */
export interface BacktestStretch {
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds since the epoch. */
  endedAt: number;
  /** Share of the budget of one window that it spent. */
  budgetSpent: number;
  /** Mean burn rate, in multiples of the sustainable one. */
  burnRate: number;
  /** From its start until a page fires; 0 if one fired already; null if none did. */
  detectionMs: number | null;
  /** The same until a ticket fires. */
  ticketMs: number | null;
  /** Share of the budget of one window that was spent until the page; null without one. */
  budgetSpentUntilPage: number | null;
}

/**
 * One day in UTC, or the part of it that was replayed.
 *
 * @public
 */
export interface BacktestDay {
  /** Such as `2026-01-31`. */
  day: string;
  bad: number;
  total: number;
  /** Share of the budget of one window that the day spent. */
  budgetSpent: number;
  /** Share of the budget left in the window that ends with the day; null without events in it. */
  budgetRemaining: number | null;
  /** Whether the history reaches back over the whole window. */
  isWindowFilled: boolean;
}

/**
 * How good the alerts are, in the words of Google's workbook on alerting.
 *
 * @public
 */
export interface BacktestDetection {
  /** Share of pages that were about a stretch that threatened the budget; null without pages. */
  precision: number | null;
  /** Share of such stretches that were paged; null without any. */
  recall: number | null;
  /** Half of the paged stretches were paged within this time; null without any. */
  medianMs: number | null;
  /** The slowest; null without any. */
  longestMs: number | null;
}

/**
 * An objective that the past could have kept.
 *
 * @public
 */
export interface ObjectiveSuggestion {
  /**
   * Share of good events, above 0 and below 1; null if the past says nothing
   * about a limit, because everything was good or everything was bad.
   */
  objective: number | null;
  /** Whether the history or the dependencies set the limit. */
  limitedBy: 'history' | 'dependencies';
  /**
   * What the windows of the history achieved; null if nothing was bad, which
   * says nothing about a limit.
   */
  achieved: {
    /** The share of good events that `share` of the windows reached. */
    objective: number;
    share: number;
    /** Number of windows, one ending with each day. */
    windows: number;
    /** Shorter than the window of the objective where the history is. */
    windowMs: number;
  } | null;
  /** Product of the objectives of hard dependencies; null without any. */
  ceiling: number | null;
  /** Full sentences for people. */
  reasons: string[];
}

/**
 * Something that an objective cannot be better than, because every request
 * needs it.
 *
 * @public
 */
export interface HardDependency {
  name: string;
  /** Share of good events, above 0 and at most 1. */
  objective: number;
}

/**
 * What alerts and budget would have been.
 *
 * @public
 */
export interface BacktestResult {
  /** Start of what was replayed, in milliseconds since the epoch. */
  from: number;
  /** End of what was replayed, in milliseconds since the epoch. */
  to: number;
  stepMs: number;
  /** Share of the steps that were measured. */
  measuredShare: number;
  /** The pairs of windows that alerts looked at; those that cannot fire are among them. */
  windows: AlertWindow[];
  alerts: BacktestAlert[];
  /** Alerts about burn rates that started, by the week. */
  perWeek: { pages: number; tickets: number };
  stretches: BacktestStretch[];
  detection: BacktestDetection;
  days: BacktestDay[];
  bad: number;
  total: number;
  /** Share of good events over everything that was replayed; null without events. */
  achieved: number | null;
  /** Null without events. */
  suggestion: ObjectiveSuggestion | null;
}
