import { parseOpenSlo } from './openslo/parseOpenSlo';
import { SloSpec } from './model';

/** An objective on probe results for tests, read from a document as in real life. */
export function probeSpec(
  options: {
    target?: number;
    window?: string;
    /** Makes it a calendar window: `startTime` in `timeZone`. */
    calendar?: { startTime: string; timeZone: string };
    good?: string;
    extra?: string;
  } = {},
): SloSpec {
  const {
    target = 0.999,
    window = '30d',
    calendar,
    good = 'outcome: success',
    extra = '',
  } = options;
  const source = (keys: string) =>
    `{ metricSource: { type: Probe, spec: { environment: production${keys} } } }`;
  const { specs } = parseOpenSlo(
    `apiVersion: openslo/v1
kind: SLO
metadata: { name: availability }
spec:
  service: shop
  indicator: { spec: { ratioMetric: { good: ${source(`, ${good}`)}, total: ${source('')} } } }
  timeWindow: [{ duration: ${window}, ${calendar ? `isRolling: false, calendar: ${JSON.stringify(calendar)}` : 'isRolling: true'} }]
  budgetingMethod: Occurrences
  objectives: [{ target: ${target} }]
${extra}`,
    { file: 'slo.yaml' },
  );
  return specs[0];
}
