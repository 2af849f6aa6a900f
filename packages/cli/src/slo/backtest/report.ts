import {
  formatDuration,
  formatPercent,
  promDuration,
  type AlertWindow,
  type BacktestAlert,
  type BacktestDay,
  type BacktestResult,
  type BacktestStretch,
  type SloSpec,
} from '@backstage-devops/plugin-devops-slo';
import { oneLine } from '../../text';

/** An objective that was replayed. */
export interface Replayed {
  spec: SloSpec;
  /** Labels of the series, where an objective is measured by several. */
  labels: Record<string, string>;
  result: BacktestResult;
}

/** More alerts than these are noise, which their number says as well. */
const MOST_ROWS = 50;

/** The result for people. */
export function toReport({ spec, labels, result }: Replayed): string {
  const { from, to, alerts, days } = result;
  const lines = [
    `${title(spec, labels)}  ${formatPercent(spec.objective)} over ${spec.window.duration.text}`,
    `${time(from)} to ${time(to)} UTC by ${promDuration(result.stepMs)}, ${percent(result.measuredShare)} of it measured`,
    '',
    `Achieved       ${result.achieved === null ? 'no events' : percentOf(result.achieved)}`,
    `Pages          ${perWeek(result.perWeek.pages)}`,
    `Tickets        ${perWeek(result.perWeek.tickets)}`,
    ...detectionLines(result),
    '',
    ...alertLines(alerts),
    ...stretchLines(result.stretches),
    ...dayLines(days),
    '',
    ...suggestionLines(spec, result),
  ];
  return `${lines.join('\n')}\n`;
}

/** The result as JSON with instants in ISO 8601. */
export function toJson(replayed: Replayed[]): string {
  const results = replayed.map(({ spec, labels, result }) => ({
    id: spec.id,
    labels,
    objective: spec.objective,
    window: spec.window.duration.text,
    ...result,
    from: iso(result.from),
    to: iso(result.to),
    alerts: result.alerts.map(alert => ({
      ...alert,
      startedAt: iso(alert.startedAt),
      endedAt: alert.endedAt === null ? null : iso(alert.endedAt),
    })),
    stretches: result.stretches.map(stretch => ({
      ...stretch,
      startedAt: iso(stretch.startedAt),
      endedAt: iso(stretch.endedAt),
    })),
  }));
  return `${JSON.stringify({ results }, null, 2)}\n`;
}

export function title(spec: SloSpec, labels: Record<string, string>): string {
  const text = Object.entries(labels).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  return oneLine(
    text.length === 0 ? spec.id : `${spec.id}{${text.join(', ')}}`,
  );
}

function detectionLines({ detection, stretches }: BacktestResult): string[] {
  const { precision, medianMs, longestMs } = detection;
  const paged = stretches.filter(({ detectionMs }) => detectionMs !== null);
  const found =
    stretches.length === 0
      ? 'nothing threatened the budget'
      : `${paged.length} of ${stretches.length} stretches that threatened the budget were paged`;
  return [
    `Detection      ${found}`,
    ...(medianMs === null || longestMs === null
      ? []
      : [
          `               after ${formatDuration(medianMs)} (median), ${formatDuration(longestMs)} at most`,
        ]),
    ...(precision === null
      ? []
      : [`               ${percent(precision)} of the pages were about one`]),
  ];
}

function alertLines(alerts: readonly BacktestAlert[]): string[] {
  if (alerts.length === 0) {
    return ['No alert would have fired.', ''];
  }
  const rows = alerts
    .slice(0, MOST_ROWS)
    .map(alert => [
      alert.severity,
      time(alert.startedAt),
      alert.endedAt === null
        ? 'still firing'
        : formatDuration(alert.durationMs),
      alert.cause === 'noData'
        ? 'no data'
        : alert.windows.map(pairText).join(', '),
      alert.peakBurnRate === null ? '' : `${round(alert.peakBurnRate)}x`,
      percent(alert.budgetSpent),
    ]);
  const rest = alerts.length - rows.length;
  return [
    ...table([
      ['alert', 'from', 'for', 'windows', 'peak burn', 'budget spent'],
      ...rows,
    ]),
    ...(rest > 0 ? [`and ${rest} more, which --json has`] : []),
    '',
  ];
}

function stretchLines(stretches: readonly BacktestStretch[]): string[] {
  const missed = stretches.filter(({ detectionMs }) => detectionMs === null);
  if (missed.length === 0) {
    return [];
  }
  const rows = missed.map(({ startedAt, endedAt, ...stretch }) => [
    time(startedAt),
    formatDuration(endedAt - startedAt),
    `${round(stretch.burnRate)}x`,
    percent(stretch.budgetSpent),
    stretch.ticketMs === null
      ? 'never'
      : `after ${formatDuration(stretch.ticketMs)}`,
  ]);
  return [
    'Spent without a page:',
    ...table([
      ['from', 'for', 'mean burn', 'budget spent', 'ticket'],
      ...rows.slice(0, MOST_ROWS),
    ]),
    '',
  ];
}

/** A window that is hardly filled says little, and is left out while others are. */
function dayLines(days: readonly BacktestDay[]): string[] {
  const filled = days.filter(({ isWindowFilled }) => isWindowFilled);
  const told = filled.length > 0 ? filled : days;
  const least = told
    .filter(({ budgetRemaining }) => budgetRemaining !== null)
    .sort((a, b) => a.budgetRemaining! - b.budgetRemaining!)[0];
  const bars = days.map(day =>
    told.includes(day) ? bar(day.budgetRemaining) : '.',
  );
  const legend = [
    '█ all',
    '▁ nearly none',
    '! overspent',
    '? no events',
    ...(told === days ? [] : ['. window not filled']),
  ];
  return [
    `Budget left at the end of each day from ${days[0].day}:`,
    `  ${bars.join('')}  (${legend.join(', ')})`,
    ...(least
      ? [
          `  least: ${percent(least.budgetRemaining!)} on ${least.day}; at the end: ${lastBudget(days)}`,
        ]
      : []),
    ...(filled.length === 0
      ? ['  No day has a whole window before it: more days would fill it.']
      : []),
  ];
}

function lastBudget(days: readonly BacktestDay[]): string {
  const left = days[days.length - 1].budgetRemaining;
  return left === null ? 'no events' : percent(left);
}

function suggestionLines(spec: SloSpec, result: BacktestResult): string[] {
  const { suggestion } = result;
  if (!suggestion) {
    return ['Suggestion: none, because there were no events.'];
  }
  const { objective, reasons } = suggestion;
  const what =
    objective === null
      ? `none; ${formatPercent(spec.objective)} stands`
      : formatPercent(objective);
  return [`Suggestion: ${what}`, ...reasons.map(reason => `  ${reason}`)];
}

function pairText({ shortMs, longMs, factor }: AlertWindow): string {
  return `${promDuration(shortMs)}/${promDuration(longMs)} > ${round(factor)}x`;
}

function perWeek(rate: number): string {
  return `${round(rate)} a week`;
}

const BARS = '▁▂▃▄▅▆▇█';

function bar(left: number | null): string {
  if (left === null) {
    return '?';
  }
  return left < 0
    ? '!'
    : BARS[Math.min(BARS.length - 1, Math.floor(left * BARS.length))];
}

function table(rows: string[][]): string[] {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows.map(row =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd(),
  );
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** An achieved ratio needs its nines. */
function percentOf(ratio: number): string {
  return `${Number((ratio * 100).toFixed(4))} %`;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

function time(at: number): string {
  return iso(at).slice(0, 16).replace('T', ' ');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
