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
export { attributeSpending } from './attributeSpending';
export type { SpentStep } from './attributeSpending';
export * from './budget';
export * from './alertWindows';
export * from './counts';
export * from './probe';
export * from './evaluateSlo';
export * from './evaluateRatios';
export type { BurnWindow } from './spending';
export * from './budgetSeries';
export { windowEndingAt, windowRange } from './windowRange';
export type { WindowRange } from './windowRange';
export { calendarWindow } from './timeWindow';
export { describeSlo, describeWindow } from './describeSlo';
export { parseOpenSlo, parseOpenSloFiles } from './openslo/parseOpenSlo';
export type { ParsedOpenSlo } from './openslo/parseOpenSlo';
export { parseSloFiles, rollingWindow } from './parseSloFiles';
export type { ParsedSlos, ParseSloOptions } from './parseSloFiles';
export * from './rules/model';
export { formatRules, RULE_FORMATS, writeRules } from './rules/formats';
export type { RuleFormat } from './rules/formats';
export { generateRules, RULE_MODES } from './rules/generateRules';
export type { GenerateRulesOptions, RuleMode } from './rules/generateRules';
export { checkSlo } from './checkSlo';
export type { CheckSloOptions } from './checkSlo';
export { compareRules } from './rules/compareRules';
export type { CompareRulesOptions } from './rules/compareRules';
export { slothAlertWindows } from './rules/slothWindows';
export { calendarLimit, readCalendarLabels } from './rules/calendarRules';
export { promDuration, readPromDuration } from './promql/promDuration';
export { compareLiveRules } from './rules/compareLiveRules';
export type { LiveRule } from './rules/compareLiveRules';
export { ruleTests } from './rules/ruleTests';
export { alertmanagerConfig } from './rules/alertmanager';
export { grafanaDashboard } from './rules/dashboard';
export * from './gate';
export * from './backtest';
