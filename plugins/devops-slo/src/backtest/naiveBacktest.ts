import { alertWindowsOf } from '../alertWindows';
import { errorBudget } from '../budget';
import { HOUR_MS, MINUTE_MS } from '../duration';
import { SloSpec } from '../model';
import { BacktestHistory } from './model';

const BASE_MS = 5 * MINUTE_MS;

/**
 * The times at which burn rate alerts of events fire, by severity, straight
 * from the definition of the rules: every window is summed anew. For tests.
 */
export function naiveFiring(
  spec: SloSpec,
  history: BacktestHistory,
  options: { closedRanges?: boolean; minFailures?: number } = {},
): Record<'page' | 'ticket', number[]> {
  const { stepMs, points } = history;
  const { closedRanges = false, minFailures = 0 } = options;
  const budget = errorBudget(spec.objective);
  const first = points[0].at;
  const last = points[points.length - 1].at;
  const times: number[] = [];
  for (let at = first; at <= last; at += stepMs) {
    times.push(at);
  }

  const sum = (
    some: ReadonlyArray<{ bad: number; total: number }>,
    key: 'bad' | 'total',
  ) => some.reduce((all, point) => all + point[key], 0);
  // The rate of five minutes, as Prometheus' documentation tells of it.
  const samples = [
    ...new Set(points.flatMap(({ at }) => [at - stepMs, at])),
  ].sort((a, b) => a - b);
  const rate5m = (t: number) => {
    const seen = samples.filter(at => at >= t - BASE_MS && at <= t);
    if (seen.length < 2) {
      return [];
    }
    const covered = seen[seen.length - 1] - seen[0];
    const apart = covered / (seen.length - 1);
    const reach = (ms: number) => (ms < apart * 1.1 ? ms : apart / 2);
    const factor =
      (covered +
        reach(seen[0] - (t - BASE_MS)) +
        reach(t - seen[seen.length - 1])) /
      covered;
    const some = points.filter(({ at }) => at > t - BASE_MS && at <= t);
    return [
      { bad: sum(some, 'bad') * factor, total: sum(some, 'total') * factor },
    ];
  };
  const recorded = new Map(times.map(at => [at, rate5m(at)] as const));
  const recordedIn = (windowMs: number, t: number) =>
    times
      .filter(
        at =>
          at <= t && (closedRanges ? at >= t - windowMs : at > t - windowMs),
      )
      .flatMap(at => recorded.get(at) ?? []);
  const ratio = (windowMs: number, t: number) => {
    const some =
      windowMs <= HOUR_MS
        ? points.filter(({ at }) => at - stepMs >= t - windowMs && at <= t)
        : recordedIn(windowMs, t);
    return sum(some, 'total') > 0 ? sum(some, 'bad') / sum(some, 'total') : NaN;
  };
  const failures = (windowMs: number, t: number) => {
    const some = recordedIn(windowMs, t);
    return ((sum(some, 'bad') / some.length) * windowMs) / BASE_MS;
  };

  const firing = (severity: 'page' | 'ticket') =>
    times.filter(t =>
      alertWindowsOf(spec).some(
        pair =>
          pair.canFire &&
          pair.severity === severity &&
          ratio(pair.shortMs, t) > pair.factor * budget &&
          ratio(pair.longMs, t) > pair.factor * budget &&
          (minFailures === 0 || failures(pair.longMs, t) >= minFailures),
      ),
    );
  return { page: firing('page'), ticket: firing('ticket') };
}
