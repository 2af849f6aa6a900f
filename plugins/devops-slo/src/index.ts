/**
 * Service level objectives: OpenSLO documents, error budget maths and status.
 * Pure functions that run in Node.js and in browsers.
 *
 * @packageDocumentation
 */

export * from './model';
export {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  durationToMs,
  formatDuration,
  isFixedDuration,
  parseDuration,
  parseLatency,
} from './duration';
export type { Duration, DurationUnit } from './duration';
export { formatCount, formatPercent } from './format';
export * from './budget';
export * from './alertWindows';
export * from './counts';
export * from './probe';
export * from './evaluateSlo';
export * from './budgetSeries';
export * from './describeSlo';
export { parseOpenSlo, parseOpenSloFiles } from './openslo/parseOpenSlo';
export type { ParsedOpenSlo } from './openslo/parseOpenSlo';
