export { backtestSlo } from './backtestSlo';
export type { BacktestOptions } from './backtestSlo';
export * from './model';
export { suggestObjective } from './suggestObjective';
export { historyQueries } from './historyQueries';
export type { HistoryQueries } from './historyQueries';
