import type {
  SloFigureQuery,
  SloReference,
} from '@backstage-devops/plugin-devops-node';
import { promDuration } from '@backstage-devops/plugin-devops-slo';

/**
 * Rules about the whole period are evaluated every five minutes, which is how
 * long a value is visible: late by a second, it would be gone.
 */
const PERIOD_LOOKBACK = '11m';

const CONSTANTS = ['slo:objective:ratio', 'slo:time_period:days'];
const PERIOD_BURN = 'slo:period_burn_rate:ratio';

/** Series that are told as they are, by their names. */
export const INFO = 'sloth_slo_info';
export const ALERTS = 'ALERTS';

/**
 * The queries of one round: as many for ten thousand objectives as for one.
 * Most series are ratios; in two queries the server works on both at once.
 */
export type StatusQueries = {
  infoAndAlerts: string;
  constants: string;
  period: string;
  ratiosOfHours: string;
  ratiosOfDays: string;
  traffic: string;
};

/** @param labels - those that tell environments */
export function statusQueries(labels: string[]): StatusQueries {
  const by = (...others: string[]) =>
    `by (${['sloth_id', ...others, ...labels].join(', ')})`;
  const all = 'sloth_id!=""';
  const named = (name: string) => `{__name__=~"${name}", ${all}}`;
  const ratios = (units: string) =>
    `max ${by('sloth_window')} (${named(`slo:sli_error:ratio_rate[0-9]+[${units}].*`)})`;
  return {
    infoAndAlerts: named(`${INFO}|${ALERTS}`),
    constants: `max ${by('__name__')} (${named(CONSTANTS.join('|'))})`,
    period: `max ${by()} (last_over_time(${PERIOD_BURN}{${all}}[${PERIOD_LOOKBACK}]))`,
    ratiosOfHours: ratios('smh'),
    ratiosOfDays: ratios('dwy'),
    traffic: `sum ${by()} (slo:sli_total:rate5m{${all}})`,
  };
}

/** The same of one objective, as somebody would type them to check a figure. */
export function explain(
  slo: SloReference & { burnWindowMs?: number },
): SloFigureQuery[] {
  const id = `sloth_id=${quoted(slo.sloId)}`;
  const matchers = slo.environmentLabel
    ? `${id}, ${slo.environmentLabel}=${quoted(slo.environment ?? '')}`
    : id;
  const ratioOver = (ms: number) =>
    `slo:sli_error:ratio_rate${promDuration(ms)}{${matchers}}`;
  const budget = `max(slo:error_budget:ratio{${id}})`;
  const queries: Array<[SloFigureQuery['figure'], string]> = [
    ['objective', `max(slo:objective:ratio{${id}})`],
    [
      'budgetRemaining',
      `1 - max(last_over_time(${PERIOD_BURN}{${matchers}}[${PERIOD_LOOKBACK}]))`,
    ],
    [
      'errorRatio',
      `max(last_over_time(${ratioOver(slo.windowMs)}[${PERIOD_LOOKBACK}]))`,
    ],
    ...(slo.burnWindowMs === undefined
      ? []
      : [
          [
            'currentBurn',
            slo.burnWindowMs === slo.windowMs
              ? `max(last_over_time(${PERIOD_BURN}{${matchers}}[${PERIOD_LOOKBACK}]))`
              : `max(${ratioOver(slo.burnWindowMs)}) / ${budget}`,
          ] as [SloFigureQuery['figure'], string],
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

function quoted(text: string): string {
  return JSON.stringify(text);
}
