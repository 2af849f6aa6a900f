import type {
  SloFigureQuery,
  SloReference,
} from '@backstage-devops/plugin-devops-node';
import { MINUTE_MS, promDuration } from '@backstage-devops/plugin-devops-slo';

/**
 * Rules about the whole period are evaluated every five minutes, which is how
 * long a value is visible: late by a second, it would be gone.
 */
const PERIOD_LOOKBACK = '11m';

const CONSTANTS = ['slo:objective:ratio', 'slo:time_period:days'];
const PERIOD_BURN = 'slo:period_burn_rate:ratio';

/** Bad and all events by five minutes, of objectives with a calendar window. */
const ERRORS = 'slo:sli_errors:sum5m';
const TOTAL = 'slo:sli_total:sum5m';
/**
 * A sample of them is the sum over five minutes of rates over five minutes: it
 * is of events that happened as long before it, on average.
 */
const SUM_DELAY_MS = 5 * MINUTE_MS;
const SECOND_MS = 1000;
/** Tells ratios since the start of a period from burn rates of a fixed window. */
export const CALENDAR = 'calendar';

/** Series that are told as they are, by their names. */
export const INFO = 'sloth_slo_info';
export const ALERTS = 'ALERTS';

/** What is asked first: it tells which objectives there are. */
export const INFO_AND_ALERTS = `{__name__=~"${INFO}|${ALERTS}", sloth_id!=""}`;

/**
 * The other queries of one round: as many for ten thousand objectives as for
 * one. Most series are ratios; in two queries the server works on both at once.
 */
export type StatusQueries = {
  constants: string;
  period: string;
  ratiosOfHours: string;
  ratiosOfDays: string;
  traffic: string;
};

/** Objectives whose period began at the same moment. */
export type PeriodStart = { from: number; sloIds: string[] };

/**
 * @param labels - those that tell environments
 * @param periods - of objectives with a calendar window
 * @param at - the moment that is asked for, epoch milliseconds
 */
export function statusQueries(
  labels: string[],
  periods: PeriodStart[],
  at: number,
): StatusQueries {
  const by = (...others: string[]) =>
    `by (${['sloth_id', ...others, ...labels].join(', ')})`;
  const all = 'sloth_id!=""';
  const named = (name: string) => `{__name__=~"${name}", ${all}}`;
  const ratios = (units: string) =>
    `max ${by('sloth_window')} (${named(`slo:sli_error:ratio_rate[0-9]+[${units}].*`)})`;
  return {
    constants: `max ${by('__name__')} (${named(CONSTANTS.join('|'))})`,
    period: [
      `max ${by()} (last_over_time(${PERIOD_BURN}{${all}}[${PERIOD_LOOKBACK}]))`,
      ...periods.flatMap(({ from, sloIds }) => {
        const ids = quoted(sloIds.map(escaped).join('|'));
        const ratio = ratioSince(`sloth_id=~${ids}`, at - from);
        return ratio === undefined
          ? []
          : `label_replace(max ${by()} (${ratio}), "sloth_window", "${CALENDAR}", "", "")`;
      }),
    ].join(' or '),
    ratiosOfHours: ratios('smh'),
    ratiosOfDays: ratios('dwy'),
    traffic: `sum ${by()} (slo:sli_total:rate5m{${all}})`,
  };
}

/**
 * The share of bad events since the start of a period some time ago; undefined
 * before anything of it can have been recorded.
 */
function ratioSince(matchers: string, periodMs: number): string | undefined {
  const seconds = Math.floor((periodMs - SUM_DELAY_MS) / SECOND_MS);
  if (seconds < 1) {
    return undefined;
  }
  const range = promDuration(seconds * SECOND_MS);
  const sum = (series: string) =>
    `sum_over_time(${series}{${matchers}}[${range}])`;
  return `${sum(ERRORS)} / (${sum(TOTAL)} > 0)`;
}

type Figures = Array<[SloFigureQuery['figure'], string]>;

/** The same of one objective, as somebody would type them to check a figure. */
export function explain(
  slo: SloReference & { burnWindowMs?: number; periodMs?: number },
): SloFigureQuery[] {
  const id = `sloth_id=${quoted(slo.sloId)}`;
  const matchers = slo.environmentLabel
    ? `${id}, ${slo.environmentLabel}=${quoted(slo.environment ?? '')}`
    : id;
  const ratioOver = (ms: number) =>
    `slo:sli_error:ratio_rate${promDuration(ms)}{${matchers}}`;
  const budget = `max(slo:error_budget:ratio{${id}})`;
  const ofWindow = (): Figures => [
    [
      'budgetRemaining',
      `1 - max(last_over_time(${PERIOD_BURN}{${matchers}}[${PERIOD_LOOKBACK}]))`,
    ],
    [
      'errorRatio',
      `max(last_over_time(${ratioOver(slo.windowMs)}[${PERIOD_LOOKBACK}]))`,
    ],
  ];
  const ofPeriod = (periodMs: number): Figures => {
    const ratio = ratioSince(matchers, periodMs);
    return ratio === undefined
      ? []
      : [
          ['budgetRemaining', `1 - max(${ratio}) / ${budget}`],
          ['errorRatio', `max(${ratio})`],
        ];
  };
  const queries: Figures = [
    ['objective', `max(slo:objective:ratio{${id}})`],
    ...(slo.periodMs === undefined ? ofWindow() : ofPeriod(slo.periodMs)),
    ...(slo.burnWindowMs === undefined
      ? []
      : [
          [
            'currentBurn',
            slo.burnWindowMs === slo.windowMs
              ? `max(last_over_time(${PERIOD_BURN}{${matchers}}[${PERIOD_LOOKBACK}]))`
              : `max(${ratioOver(slo.burnWindowMs)}) / ${budget}`,
          ] as Figures[number],
        ]),
    [
      'burnWindows',
      `max by (sloth_window) ({__name__=~"slo:sli_error:ratio_rate.+", ${matchers}}) / on () group_left () ${budget}`,
    ],
    ['eventsPerSecond', `sum(slo:sli_total:rate5m{${matchers}})`],
    ['alerts', `ALERTS{${matchers}}`],
  ];
  return queries.map(([figure, query]) => ({
    figure,
    language: 'PromQL',
    query,
  }));
}

/** So that a regular expression matches exactly this. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
