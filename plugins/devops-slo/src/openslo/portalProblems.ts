import { alertWindowsOf } from '../alertWindows';
import { formatDuration } from '../duration';
import { formatPercent } from '../format';
import { AlertSeverity, SloProblem, SloSpec } from '../model';

interface Limitation {
  message: string;
  remedy: string;
}

/** What the portal understands and keeps, and does not compute itself. */
export function limitationsOf(
  spec: Pick<SloSpec, 'budgeting' | 'indicator'>,
): Limitation[] {
  const { budgeting, indicator } = spec;
  const limitations: Limitation[] = [];
  if (budgeting.method !== 'Occurrences') {
    limitations.push({
      message: `${budgeting.method} is not computed yet`,
      remedy: 'Use "budgetingMethod: Occurrences"',
    });
  }
  if (indicator.kind !== 'ratio') {
    const key = {
      rawRatio: 'raw',
      threshold: 'thresholdMetric',
      composite: 'A composite objective',
    }[indicator.kind];
    limitations.push({
      message: `${key} is not computed yet`,
      remedy: 'Use ratioMetric with good (or bad) and total',
    });
  }
  return limitations;
}

/** What will not work in the portal as the author of an objective expects. */
export function portalProblems(spec: SloSpec): SloProblem[] {
  const { key, ...place } = spec.source.objective;
  const problem = (
    severity: SloProblem['severity'],
    text: Limitation,
  ): SloProblem => ({ severity, ...place, key, ...text });

  return [
    // What other sources measure, they compute; the state says if none does.
    ...(spec.measuredBy === 'Probe' ? limitationsOf(spec) : []).map(
      ({ message, remedy }) =>
        problem('warning', {
          message: `${message}, so "${spec.id}" is shown as unmeasured`,
          remedy,
        }),
    ),
    ...splitMinutes(spec).map(text => problem('warning', text)),
    ...(spec.alerting.whenBreaching === false ? [] : neverFiring(spec)).map(
      ({ message, remedy }) => problem('warning', { message, remedy }),
    ),
  ];
}

/** Results of probes are kept by the minute, which belongs to one period. */
function splitMinutes({ measuredBy, window }: SloSpec): Limitation[] {
  const isSplit =
    measuredBy === 'Probe' &&
    window.kind === 'calendar' &&
    !window.startTime.endsWith(':00');
  return isSplit
    ? [
        {
          message: `Results are counted by the minute, and a period that begins at ${window.startTime} takes them from the next full one`,
          remedy: 'Let startTime end in ":00"',
        },
      ]
    : [];
}

/** The alerts that no error ratio can fire. */
export function neverFiring(
  spec: Pick<SloSpec, 'alerts' | 'alertWindows' | 'window' | 'objective'>,
): Array<Limitation & { severity: AlertSeverity }> {
  return alertWindowsOf(spec)
    .filter(window => !window.canFire)
    .map(window => ({
      severity: window.severity,
      message: `The alert over ${formatDuration(window.longMs)} can never fire: ${window.factor} times the error budget of ${formatPercent(1 - spec.objective)} is 100 % or more`,
      remedy: `Raise the objective above ${formatPercent(highestMute(window.factor))}, or declare an alert policy with a lower threshold`,
    }));
}

/** The objective up to which the factor is out of reach, to a hundredth of a percent. */
function highestMute(factor: number): number {
  return Math.ceil((1 - 1 / factor) * 10_000) / 10_000;
}
