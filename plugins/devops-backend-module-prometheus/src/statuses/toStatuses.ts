import type { SloStatusRecord } from '@backstage-devops/plugin-devops-node';
import { DAY_MS } from '@backstage-devops/plugin-devops-slo';
import { setImmediate as nextTurn } from 'timers/promises';
import type { InstantSample, Labels } from '../api/types';
import { AlertWindowReader, SHORTEST_WINDOW } from './AlertWindowReader';
import { SeriesIndex, type Place } from './SeriesIndex';
import { calendarOf } from './periodStarts';
import { ALERTS, CALENDAR, INFO, type StatusQueries } from './queries';

/** The answers to the queries of one round. */
export type StatusAnswers = Record<
  keyof StatusQueries | 'infoAndAlerts',
  InstantSample[]
>;

/** What tells the environment of a series. */
export type EnvironmentRule = {
  /** Of everything in the instance. */
  environment?: string;
  labels: string[];
};

/** More labels than anybody reads. */
const MOST_LABELS = 50;
/** Objectives that are put together before others get a turn: some 10 ms. */
const AT_ONCE = 500;

/** Where what is told of an objective is found. */
type Indexes = Record<
  | 'info'
  | 'alerts'
  | 'constants'
  | 'period'
  | 'calendar'
  | 'ratios'
  | 'traffic',
  SeriesIndex
>;

/**
 * Puts together what the answers say of each objective in each environment.
 * Objectives without a window or an objective are left out: their rules have
 * not been evaluated yet, or are not of a kind that is known.
 */
export async function toStatuses(
  answers: StatusAnswers,
  rule: EnvironmentRule,
): Promise<SloStatusRecord[]> {
  const indexes = indexOf(answers, rule.labels);
  const context = { indexes, rule, windows: new AlertWindowReader() };
  const ids = indexes.info.ids();
  const statuses: SloStatusRecord[] = [];
  for (let begin = 0; begin < ids.length; begin += AT_ONCE) {
    for (const sloId of ids.slice(begin, begin + AT_ONCE)) {
      for (const place of placesOf(sloId, indexes)) {
        const status = toStatus(sloId, place, context);
        if (status) {
          statuses.push(status);
        }
      }
    }
    await nextTurn();
  }
  return statuses;
}

function indexOf(answers: StatusAnswers, labels: string[]): Indexes {
  const index = (samples: InstantSample[]) => new SeriesIndex(samples, labels);
  const named = (name: string) =>
    answers.infoAndAlerts.filter(({ metric }) => metric.__name__ === name);
  return {
    info: index(named(INFO)),
    alerts: index(named(ALERTS)),
    constants: index(answers.constants),
    period: index(answers.period.filter(sample => !isOfCalendar(sample))),
    calendar: index(answers.period.filter(isOfCalendar)),
    ratios: index(answers.ratiosOfHours.concat(answers.ratiosOfDays)),
    traffic: index(answers.traffic),
  };
}

function isOfCalendar({ metric }: InstantSample): boolean {
  return metric.sloth_window === CALENDAR;
}

/**
 * The environments that an objective is judged in. Constants have no label of
 * an environment where the measured series have one.
 */
function placesOf(sloId: string, indexes: Indexes): Place[] {
  const places = new Map<string, Place>();
  const measured = ['ratios', 'period', 'calendar', 'traffic'] as const;
  for (const name of [...measured, 'info'] as const) {
    for (const place of indexes[name].places(sloId)) {
      if (place) {
        places.set(`${place.label}=${place.environment}`, place);
      }
    }
  }
  return places.size > 0 ? [...places.values()] : [undefined];
}

function toStatus(
  sloId: string,
  place: Place,
  context: {
    indexes: Indexes;
    rule: EnvironmentRule;
    windows: AlertWindowReader;
  },
): SloStatusRecord | undefined {
  const { indexes, rule, windows } = context;
  const info = indexes.info.find(sloId, place)[0]?.metric ?? {};
  const constants = indexes.constants.find(sloId, place);
  const constant = (name: string) =>
    numberOf(constants.find(({ metric }) => metric.__name__ === name));

  const days = constant('slo:time_period:days');
  const objective = cleaned(
    constant('slo:objective:ratio') ?? Number(info.sloth_objective) / 100,
  );
  if (!days || !(objective > 0 && objective < 1)) {
    return undefined;
  }
  const windowMs = days * DAY_MS;
  const short = indexes.ratios.findExactly(sloId, place);
  const lengths = short.map(({ metric }) =>
    windows.lengthOf(metric.sloth_window),
  );
  const burn = numberOf(indexes.period.findExactly(sloId, place)[0]);
  const traffic = numberOf(indexes.traffic.findExactly(sloId, place)[0]);

  const ratios = short.flatMap((sample, i) => {
    const length = lengths[i];
    const errorRatio = numberOf(sample);
    return length === undefined ||
      length === windowMs ||
      !Number.isFinite(errorRatio)
      ? []
      : { windowMs: length, errorRatio: errorRatio as number };
  });
  if (Number.isFinite(burn)) {
    ratios.push({ windowMs, errorRatio: (burn as number) * (1 - objective) });
  }

  const calendar = calendarOf(info);
  const sincePeriod =
    calendar && numberOf(indexes.calendar.findExactly(sloId, place)[0]);

  return {
    sloId,
    environment: rule.environment ?? place?.environment,
    environmentLabel: place?.label,
    windowMs,
    service: info.sloth_service ?? '',
    name: info.sloth_slo ?? sloId,
    definedBy: info.sloth_spec,
    labels: userLabels(info),
    objective,
    coverage:
      // What was before the period says nothing of it.
      calendar && sincePeriod === undefined && traffic === 0
        ? 'no_traffic'
        : coverageOf({
            burn: calendar ? sincePeriod : burn,
            short,
            traffic,
            hasRatios: ratios.length > 0,
          }),
    live:
      traffic !== undefined ||
      short.some(({ metric }) => metric.sloth_window === SHORTEST_WINDOW),
    ratios: ratios.sort((a, b) => a.windowMs - b.windowMs),
    ...(calendar ? { calendar: { ...calendar, errorRatio: sincePeriod } } : {}),
    alertWindows: windows.watched(
      { mode: info.sloth_mode, windowMs, objective },
      lengths,
    ),
    eventsPerSecond: Number.isFinite(traffic) ? traffic : undefined,
    alerts: indexes.alerts.find(sloId, place).map(({ metric }) => ({
      name: metric.alertname ?? '',
      state: metric.alertstate === 'firing' ? 'firing' : 'pending',
      severity: metric.sloth_severity ?? metric.severity,
    })),
  };
}

function coverageOf(known: {
  burn: number | undefined;
  short: InstantSample[];
  traffic: number | undefined;
  hasRatios: boolean;
}): SloStatusRecord['coverage'] {
  const { burn, short, traffic, hasRatios } = known;
  if (Number.isFinite(burn) || (burn === undefined && hasRatios)) {
    return 'events';
  }
  if (hasRatios) {
    return 'not_a_number';
  }
  // A ratio of no events is NaN in some rules and absent in others.
  return burn !== undefined || short.length > 0 || traffic === 0
    ? 'no_traffic'
    : 'no_data';
}

function userLabels(info: Labels): Labels {
  return Object.fromEntries(
    Object.entries(info)
      .filter(([name]) => !/^(__|sloth_)/.test(name))
      .slice(0, MOST_LABELS),
  );
}

function numberOf(sample: InstantSample | undefined): number | undefined {
  return sample && Number(sample.value[1].replace('Inf', 'Infinity'));
}

/** 99.9 / 100 is 0.9990000000000001. */
function cleaned(value: number): number {
  return Number(value.toPrecision(12));
}
