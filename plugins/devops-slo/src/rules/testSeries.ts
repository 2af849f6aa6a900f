import { AlertWindow } from '../alertWindows';
import { MINUTE_MS } from '../duration';
import { SloSpec } from '../model';
import { idSelector, ratioSeries, ascending } from './series';
import { sampleSeries, SampleSeries } from './sampleSeries';
import { eventsOf, SliPlan } from './sliPlan';

/** A stretch of time with one error ratio. */
export interface Phase {
  lengthMs: number;
  /** Share of bad events. */
  ratio: number;
}

/** Input of `promtool test rules`, one value a minute. */
export type InputSeries = Array<{ series: string; values: string }>;

/** Makes input that gives an objective a certain error ratio. */
export interface TestSeries {
  /** `traffic` is in events a minute; so many by default that a ratio is exact. */
  series(phases: Phase[], traffic?: number): InputSeries;
  /** Whether any error ratio can be had; slices are good or bad as a whole. */
  canBeShare: boolean;
  /** An error ratio that no alert minds. */
  harmlessRatio: number;
  /** Traffic without a single bad event, not even a series of them. */
  withoutErrors?: (lengthMs: number) => InputSeries;
  /** Series that stand still. */
  withoutTraffic?: (lengthMs: number) => InputSeries;
}

/** Events in a minute: so many that a ratio of them is exact. */
const TRAFFIC = 600_000;

/**
 * Input for the metrics of the objective where its queries are simple enough
 * to invent series for, or else for the series that rules record of them.
 */
export function testSeries(
  spec: SloSpec,
  plan: SliPlan,
  pairs: AlertWindow[],
): TestSeries {
  const events = eventsOf(spec.indicator);
  const sample = events && sampleSeries(events);
  const isSliced = spec.budgeting.method === 'Timeslices';
  const shared = {
    canBeShare: !isSliced || !sample,
    harmlessRatio: (1 - (spec.budgeting.sliceTarget ?? 1)) / 2,
  };
  return sample
    ? { ...shared, ...metricSeries(sample) }
    : {
        ...shared,
        series: (phases, traffic) =>
          recordedSeries(spec, plan, pairs, { phases, traffic }),
      };
}

function metricSeries(
  sample: SampleSeries,
): Pick<TestSeries, 'series' | 'withoutErrors' | 'withoutTraffic'> {
  const { role, counted, rest, isNested } = sample;
  const countedShare = (ratio: number) => (role === 'bad' ? ratio : 1 - ratio);
  const restShare = (ratio: number) => (isNested ? 1 - countedShare(ratio) : 1);
  const counter = (
    series: string,
    phases: Phase[],
    share: (ratio: number) => number,
    traffic = TRAFFIC,
  ) => ({ series, values: counterValues(phases, share, traffic) });
  const flat = (lengthMs: number): Phase[] => [{ lengthMs, ratio: 0 }];
  return {
    series: (phases, traffic) => [
      counter(counted, phases, countedShare, traffic),
      counter(rest, phases, restShare, traffic),
    ],
    withoutErrors: lengthMs =>
      role === 'bad'
        ? [counter(rest, flat(lengthMs), restShare)]
        : [
            counter(counted, flat(lengthMs), countedShare),
            ...(isNested ? [] : [counter(rest, flat(lengthMs), restShare)]),
          ],
    withoutTraffic: lengthMs => [
      counter(counted, flat(lengthMs), () => 0),
      counter(rest, flat(lengthMs), () => 0),
    ],
  };
}

/** A counter that grows by a share of the traffic in each phase. */
function counterValues(
  phases: Phase[],
  share: (ratio: number) => number,
  traffic: number,
): string {
  let value = 0;
  return phases
    .map(({ lengthMs, ratio }) => {
      const step = Number((traffic * share(ratio)).toFixed(9));
      const steps = Math.ceil(lengthMs / MINUTE_MS);
      const text = `${value}+${step}x${steps}`;
      value = Number((value + step * (steps + 1)).toFixed(9));
      return text;
    })
    .join(' ');
}

/** What rules would have recorded; those of them without metrics record nothing. */
function recordedSeries(
  spec: SloSpec,
  plan: SliPlan,
  pairs: AlertWindow[],
  input: { phases: Phase[]; traffic?: number },
): InputSeries {
  const { phases, traffic = TRAFFIC } = input;
  const selector = idSelector(spec);
  const events = plan.unit === 'perEvaluation' ? 1 : traffic / 60;
  const level = (value: (ratio: number) => number) =>
    phases
      .map(({ lengthMs, ratio }) => {
        const steps = Math.ceil(lengthMs / MINUTE_MS);
        return `${value(ratio)}+0x${steps}`;
      })
      .join(' ');
  const exact = ascending(
    pairs.flatMap(({ shortMs, longMs }) => [shortMs, longMs]),
  ).filter(ms => plan.exactRatio && ms <= plan.exactUpToMs);
  return [
    {
      series: `slo:sli_errors:rate5m${selector}`,
      values: level(r => r * events),
    },
    { series: `slo:sli_total:rate5m${selector}`, values: level(() => events) },
    ...exact
      // That of five minutes is divided from the two above.
      .filter(
        ms =>
          ms !== 5 * MINUTE_MS ||
          plan.unit === 'perEvaluation' ||
          plan.hasOwnRatio,
      )
      .map(ms => ({
        series: `${ratioSeries(ms)}${withWindow(selector, ms)}`,
        values: ramp(phases, ms),
      })),
  ];
}

function withWindow(selector: string, ms: number): string {
  const window = ratioSeries(ms).slice('slo:sli_error:ratio_rate'.length);
  return selector.replace(/\}$/, `, sloth_window="${window}"}`);
}

/** The mean over a window: it follows the ratio as the window fills. */
function ramp(phases: Phase[], windowMs: number): string {
  const minutes = Math.max(1, Math.round(windowMs / MINUTE_MS));
  let reached = phases[0].ratio;
  return phases
    .map(({ lengthMs, ratio }) => {
      const steps = Math.ceil(lengthMs / MINUTE_MS);
      const rising = Math.min(steps, minutes);
      const step = (ratio - reached) / minutes;
      const rise = `${reached}+${step.toFixed(12)}x${rising}`;
      reached += step * rising;
      const rest = steps - rising;
      return rest > 0 ? `${rise} ${reached}+0x${rest - 1}` : rise;
    })
    .join(' ')
    .replaceAll('+-', '-');
}
