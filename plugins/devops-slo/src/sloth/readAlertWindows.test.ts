import { ParseSloOptions, parseSloFiles } from '../parseSloFiles';
import { generateRules, RuleMode } from '../rules/generateRules';
import { slothSpec } from '../testSloth';
import { rollingWindow } from '../timeWindow';

const windows = (changes: Record<string, string> = {}) =>
  Object.entries(changes).reduce(
    (text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    },
    `apiVersion: sloth.slok.dev/v1
kind: AlertWindows
spec:
  sloPeriod: 7d
  page:
    quick: { errorBudgetPercent: 4, shortWindow: 3m, longWindow: 40m }
    slow: { errorBudgetPercent: 9, shortWindow: 20m, longWindow: 4h }
  ticket:
    quick: { errorBudgetPercent: 15, shortWindow: 1h, longWindow: 12h }
    slow: { errorBudgetPercent: 30, shortWindow: 3h, longWindow: 36h }
`,
  );

function read(text: string, options: ParseSloOptions = {}) {
  return parseSloFiles([{ file: 'slo.yaml', text: slothSpec() }], {
    defaultWindow: rollingWindow('7d'),
    alertWindowFiles: [{ file: 'windows.yaml', text }],
    ...options,
  });
}

describe('alert windows of Sloth', () => {
  it.each<RuleMode>(['weighted', 'sloth'])(
    'become the alerts of mode %s',
    mode => {
      const { specs, problems } = read(windows());
      expect(problems).toEqual([]);
      const rules = [...generateRules(specs, { mode })]
        .flatMap(({ groups }) => groups)
        .flatMap(group => group.rules);
      const [page, ticket] = rules.flatMap(rule =>
        'alert' in rule && rule.alert === 'ShopFails' ? rule.expr : [],
      );
      // p * W / L: 4 % of 7 days in 40 minutes.
      for (const [expr, pairs] of [
        [page, [/3m.* > \(10\.08\d* \*[^]*40m/, /20m.* > \(3\.78\d* \*[^]*4h/]],
        [ticket, [/1h.* > \(2\.1 \*[^]*12h/, /3h.* > \(1\.4 \*[^]*1d12h/]],
      ] as const) {
        pairs.forEach(pair => expect(expr).toMatch(pair));
      }
      const recorded = rules.flatMap(rule =>
        'record' in rule ? rule.record : [],
      );
      expect(recorded).toContain('slo:sli_error:ratio_rate1d12h');
      expect(recorded).not.toContain('slo:sli_error:ratio_rate3d');
    },
  );

  it('are used from the same files, and not against conditions of an objective', () => {
    const parse = (slo: string) =>
      parseSloFiles([
        { file: 'slo.yaml', text: slo },
        { file: 'windows.yaml', text: windows({ '7d': '30d' }) },
      ]);
    expect(parse(slothSpec()).specs[0].alertWindows).toHaveLength(4);

    const declared = parse(`apiVersion: openslo/v1
kind: SLO
metadata: { name: availability }
spec:
  service: shop
  indicator: { spec: { ratioMetric: { counter: true, bad: { metricSource: { type: Prometheus, spec: { query: bad } } }, total: { metricSource: { type: Prometheus, spec: { query: all } } } } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.99 }]
  alertPolicies: [{ metadata: { name: a }, spec: { conditions: [{ metadata: { name: b }, spec: { severity: page, condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h } } }] } }]
`);
    expect(declared.specs[0].alertWindows).toBeUndefined();
    expect(declared.problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        file: 'windows.yaml',
        line: 3,
        message: expect.stringContaining('are not used'),
      }),
    ]);
  });

  it.each([
    [{ '7d': '7x' }, 4, 'spec.sloPeriod', /is not a duration/],
    [{ '  sloPeriod: 7d\n': '' }, 3, 'spec.sloPeriod', /is missing/],
    [{ '3m': '3h' }, 6, 'spec.page.quick.shortWindow', /longer than longWin/],
    [{ '36h': '8d' }, 10, 'spec.ticket.slow.longWindow', /longer than sloPer/],
    [{ ': 9,': ': 0,' }, 7, 'spec.page.slow.errorBudgetPercent', /above 0/],
    [{ ': 9,': ': 101,' }, 7, 'spec.page.slow.errorBudgetPercent', /most 100/],
    [{ ': 9,': ': x,' }, 7, 'spec.page.slow.errorBudgetPercent', /a number/],
    [{ 'quick: {': 'fast: {' }, 5, 'spec.page.quick', /is missing/],
    [{ AlertWindows: 'PrometheusServiceLevel' }, 2, 'kind', /no alert windows/],
  ])('are refused with %j', (change, line, key, message) => {
    expect(read(windows(change)).problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        file: 'windows.yaml',
        line,
        key,
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(/./),
      }),
    );
  });

  it('are refused a second time for the same period', () => {
    const { problems } = read(windows(), {
      alertWindowFiles: ['a', 'b'].map(file => ({ file, text: windows() })),
    });
    expect(problems).toEqual([
      expect.objectContaining({
        file: 'b',
        line: 3,
        message: 'There are already alert windows for 7d, in a line 1',
      }),
    ]);
  });
});
