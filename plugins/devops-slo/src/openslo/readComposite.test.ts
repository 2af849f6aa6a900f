import { parseSloFiles } from '../parseSloFiles';
import { generateRules } from '../rules/generateRules';
import { compareLiveRules } from '../rules/compareLiveRules';

const source = (query: string, type = 'Prometheus') =>
  `{ metricSource: { type: ${type}, spec: { query: ${query} } } }`;

const part = (keys: string, type?: string) =>
  `    - { ${keys}, indicator: { spec: { ratioMetric: { counter: true, bad: ${source('bad_total', type)}, total: ${source('all_total', type)} } } } }\n`;

/** A document with the given objectives, from line 10 on. */
const slo = (method: string, ...objectives: string[]) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: journey }
spec:
  service: shop
  description: From the cart to the parcel.
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: ${method}
  objectives:
${objectives.join('')}`;

const read = (text: string) => parseSloFiles([{ file: 'slo.yaml', text }]);

function rulesOf(text: string) {
  const { specs, problems } = read(text);
  expect(problems).toEqual([]);
  return [...generateRules(specs)]
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .filter(rule => rule.labels.sloth_id === 'shop-journey');
}

function expressionOf(text: string, record: string): string | undefined {
  const rule = rulesOf(text).find(
    other => 'record' in other && other.record === record,
  );
  return rule?.expr.replace(/\{sloth_id="([^"]*)"[^}]*\}/g, '{$1}');
}

const slices = (target: number, more = '') =>
  `target: ${target}, timeSliceTarget: 0.95, timeSliceWindow: 1m${more}`;

describe('composite objectives', () => {
  it('are one more objective, and the only one that is alerted on', () => {
    const { specs, problems } = read(
      slo('Occurrences', part('target: 0.99'), part('target: 0.995')),
    );
    expect(problems).toEqual([]);
    expect(
      specs.map(({ id, objective, alerting }) => [
        id,
        objective,
        alerting.whenBreaching,
      ]),
    ).toEqual([
      ['shop-journey-0', 0.99, false],
      ['shop-journey-1', 0.995, false],
      ['shop-journey', 0.995, undefined],
    ]);
    const alerts = [...generateRules(specs)]
      .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
      .flatMap(rule =>
        'alert' in rule ? `${rule.alert} ${rule.labels.sloth_id}` : [],
      );
    expect(alerts).toEqual([
      'SLONoData shop-journey-0',
      'SLONoData shop-journey-1',
      'ErrorBudgetBurn shop-journey',
      'ErrorBudgetBurn shop-journey',
    ]);
  });

  it('burn as fast as their parts together, each by its weight', () => {
    const text = slo(
      'Occurrences',
      part('target: 0.99, compositeWeight: 0.5'),
      part('target: 0.995'),
    );
    // w * B / b: 0.5 * 0.005 / 0.01, and 1 * 0.005 / 0.005.
    expect(expressionOf(text, 'slo:sli_error:ratio_rate1h'))
      .toBe(`sum without (sloth_id, sloth_slo) (
  0.25 * slo:sli_error:ratio_rate1h{shop-journey-0}
  or
  1 * slo:sli_error:ratio_rate1h{shop-journey-1}
)`);
    expect(expressionOf(text, 'slo:sli_error:ratio_rate30d')).toContain(
      '0.25 * last_over_time(slo:sli_error:ratio_rate30d{shop-journey-0}[11m])',
    );
    const [, , spec] = read(text).specs;
    const live = [...generateRules([spec])]
      .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
      .map(rule => ({
        kind: 'alert' in rule ? ('alerting' as const) : ('recording' as const),
        name: 'alert' in rule ? rule.alert : rule.record,
        query: rule.expr,
        labels: rule.labels,
      }));
    expect(compareLiveRules(spec, live)).toEqual([]);
  });

  it('have bad slices where any part has one', () => {
    const text = slo('Timeslices', part(slices(0.99)), part(slices(0.99)));
    expect(expressionOf(text, 'slo:sli_errors:rate5m')).toMatch(
      /^max without \(sloth_id, sloth_slo\) \(\s+slo:sli_errors:rate5m\{shop-journey-0\}\s+or\s/,
    );
    expect(expressionOf(text, 'slo:sli_error:ratio_rate1h')).toMatch(
      /^sum_over_time\(slo:sli_errors:rate5m\{shop-journey\}\[1h\]\)/,
    );
  });

  it('miss no more than everything where ratios of slices are added', () => {
    const objective = 'target: 0.99, timeSliceWindow: 1m, compositeWeight: 2';
    const text = slo('RatioTimeslices', part(objective), part(objective));
    expect(expressionOf(text, 'slo:sli_error:ratio_rate1h')).toMatch(
      /^clamp_max\(sum without .*\(\s+2 \* slo:[^]*, 1\)$/,
    );
  });

  it.each([
    [
      'targets of slices that differ',
      slo('Timeslices', part(slices(0.99)), part(slices(0.9))),
      /has one target, and these differ/,
    ],
    [
      'slices of different lengths',
      slo(
        'Timeslices',
        part(slices(0.99)),
        part(slices(0.99).replace('1m', '5m')),
      ),
      /slices of a composite objective differ in length/,
    ],
    [
      'weights of slices that are good or bad',
      slo(
        'Timeslices',
        part(slices(0.99)),
        part(slices(0.99, ', compositeWeight: 2')),
      ),
      /none can weigh more than another/,
    ],
    [
      'parts that different sources measure',
      slo('Occurrences', part('target: 0.9'), part('target: 0.9', 'Datadog')),
      /measured by Prometheus and Datadog/,
    ],
    [
      'a weight of nothing',
      slo(
        'Occurrences',
        part('target: 0.9'),
        part('target: 0.9, compositeWeight: 0'),
      ),
      /compositeWeight must be above 0/,
    ],
  ])('are refused with %s', (_, text, message) => {
    const { specs, problems } = read(text);
    expect(specs).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        file: 'slo.yaml',
        line: 11,
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(/./),
      }),
    ]);
  });

  it('are none where the objectives share an indicator, whatever their weights', () => {
    const text = slo(
      'Occurrences',
      '    - { target: 0.9, compositeWeight: 2 }\n',
    ).replace(
      '  timeWindow',
      `  indicator: { spec: { ratioMetric: { counter: true, bad: ${source('a')}, total: ${source('b')} } } }\n  timeWindow`,
    );
    const { specs, problems } = read(text);
    expect(specs.map(({ id }) => id)).toEqual(['shop-journey']);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        line: 11,
        message: expect.stringContaining('compositeWeight weighs nothing'),
      }),
    ]);
  });

  it('have no rules of Sloth', () => {
    const { specs } = read(
      slo('Occurrences', part('target: 0.9'), part('target: 0.9')),
    );
    expect(() => generateRules(specs, { mode: 'sloth' })).toThrow(
      'slo.yaml:10: "shop-journey": Sloth has no rules for composite objectives',
    );
  });
});
