import fc from 'fast-check';
import { readdirSync, readFileSync } from 'fs';
import { resolve } from 'path';
import { checkSlo } from '../checkSlo';
import { parseSloFiles } from '../parseSloFiles';
import { checkPromQl } from '../promql/checkPromQl';
import { slothSpec } from '../testSloth';
import { calendarLimit, readCalendarLabels } from './calendarRules';
import { generateRules } from './generateRules';
import { AlertingRule, RecordingRule, Rule, RuleGroup } from './model';

function groupsOf(text: string, options = {}): RuleGroup[] {
  const { specs, problems } = parseSloFiles([{ file: 'slo.yaml', text }]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return [...generateRules(specs, options)].flatMap(({ groups }) => groups);
}

function recorded(groups: RuleGroup[], name: string): RecordingRule {
  return groups
    .flatMap(({ rules }) => rules)
    .find(rule => 'record' in rule && rule.record === name) as RecordingRule;
}

function alertsOf(groups: RuleGroup[]): AlertingRule[] {
  return groups
    .flatMap(({ rules }) => rules)
    .filter((rule: Rule): rule is AlertingRule => 'alert' in rule);
}

function openSlo(options: {
  method?: string;
  metric?: string;
  objective?: string;
  window?: string;
  extra?: string;
}): string {
  const {
    method = 'Occurrences',
    window = 'duration: 30d, isRolling: true',
    metric = `ratioMetric: { counter: true, bad: ${source('sum(bad_total)')}, total: ${source('sum(all_total)')} }`,
    objective = 'target: 0.99',
    extra = '',
  } = options;
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: availability, labels: { owner: team-a, app.kubernetes.io/name: shop } }
spec:
  service: shop
  indicator: { metadata: { name: sli }, spec: { ${metric} } }
  timeWindow: [{ ${window} }]
  budgetingMethod: ${method}
  objectives: [{ ${objective} }]
${extra}`;
}

function source(query: string, more = ''): string {
  return `{ metricSource: { type: Prometheus, spec: { query: ${JSON.stringify(query)}${more} } } }`;
}

const MONTH =
  'duration: 1M, calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin }';

describe('weighted rules', () => {
  it('are one group of an objective and one about periods', () => {
    const groups = groupsOf(slothSpec());
    expect(
      groups.map(({ name, interval, rules }) => [name, interval, rules.length]),
    ).toEqual([
      ['slo-shop-availability', undefined, 17],
      ['slo-period-shop-availability', '5m', 3],
    ]);
  });

  it('count a service that never failed, and nothing where there is no traffic', () => {
    const groups = groupsOf(slothSpec());
    const total = 'sum(rate(http_requests_total{job="shop"}[5m]))';
    expect(recorded(groups, 'slo:sli_errors:rate5m').expr).toBe(
      `((sum(rate(http_requests_total{job="shop",code=~"5.."}[5m]))) or 0 * (${total}))`,
    );
    expect(recorded(groups, 'slo:sli_error:ratio_rate30d').expr).toMatch(
      /^sum_over_time\(slo:sli_errors:rate5m\{.*\}\[30d\]\)\n\/\n\(sum_over_time\(slo:sli_total:rate5m\{.*\}\[30d\]\) > 0\)$/,
    );
  });

  it('record what sums since any moment are made of, for calendar windows', () => {
    const groups = groupsOf(openSlo({ window: MONTH }));
    const selector =
      '{sloth_id="shop-availability", sloth_service="shop", sloth_slo="availability"}';
    for (const what of ['errors', 'total']) {
      expect(recorded(groups, `slo:sli_${what}:sum5m`)).toEqual({
        record: `slo:sli_${what}:sum5m`,
        expr: `sum_over_time(slo:sli_${what}:rate5m${selector}[5m])`,
        labels: {
          sloth_id: 'shop-availability',
          sloth_service: 'shop',
          sloth_slo: 'availability',
        },
      });
    }
    expect(
      groups.find(({ interval }) => interval === '5m')?.rules,
    ).toHaveLength(5);
    expect(
      readCalendarLabels(recorded(groups, 'sloth_slo_info').labels),
    ).toEqual({
      duration: '1M',
      startTime: '2026-01-01 00:00:00',
      timeZone: 'Europe/Berlin',
    });
    // Nothing of the kind for rolling windows, and Sloth has neither.
    const rolling = groupsOf(openSlo({}));
    expect(recorded(rolling, 'slo:sli_errors:sum5m')).toBeUndefined();
    expect(
      readCalendarLabels(recorded(rolling, 'sloth_slo_info').labels),
    ).toBeUndefined();
    const sloth = groupsOf(openSlo({ window: MONTH }), { mode: 'sloth' });
    expect(recorded(sloth, 'slo:sli_errors:sum5m')).toBeUndefined();
  });

  it('keep at most 20 rules in a group of calendar windows as well', () => {
    const { specs } = parseSloFiles([
      { file: 'slo.yaml', text: openSlo({ window: MONTH }) },
    ]);
    const many = Array.from({ length: 9 }, (_, i) => ({
      ...specs[0],
      id: `shop-${i}`,
    }));
    const groups = [...generateRules(many)]
      .flatMap(document => document.groups)
      .filter(({ interval }) => interval === '5m');
    expect(groups.map(({ rules }) => rules.length)).toEqual([20, 20, 5]);
    expect(groups[1].name).toBe('slo-period-shop-4');
  });

  it('keep labels of users off the series, except for the info', () => {
    const groups = groupsOf(openSlo({}));
    expect(recorded(groups, 'slo:sli_error:ratio_rate5m').labels).toEqual({
      sloth_id: 'shop-availability',
      sloth_service: 'shop',
      sloth_slo: 'availability',
      sloth_window: '5m',
    });
    expect(recorded(groups, 'sloth_slo_info').labels).toMatchObject({
      owner: 'team-a',
      app_kubernetes_io_name: 'shop',
      sloth_spec: 'openslo/v1',
      sloth_objective: '99',
    });
    expect(alertsOf(groups)[0].labels).toMatchObject({
      owner: 'team-a',
      sloth_severity: 'page',
    });
  });

  it('leave out alerts that can never fire', () => {
    const [page] = alertsOf(groupsOf(openSlo({ objective: 'target: 0.9' })));
    expect(page.expr).not.toContain('14.4');
    expect(page.expr).toContain('(6 * 0.1)');
  });

  it('ask for failures where there is little traffic', () => {
    const [page] = alertsOf(groupsOf(slothSpec(), { minFailures: 25 }));
    expect(page.expr).toMatch(
      /max\(avg_over_time\(slo:sli_errors:rate5m\{.*\}\[1h\]\) \* 3600 >= 25\)/,
    );
  });

  it('ask for as many failures as the file says, whoever makes them', () => {
    const annotated = openSlo({}).replace(
      'labels: { owner',
      'annotations: { backstage-devops.io/min-failures: "10" }, labels: { owner',
    );
    const [page] = alertsOf(groupsOf(annotated, { minFailures: 25 }));
    expect(page.expr).toMatch(/\[1h\]\) \* 3600 >= 10\)/);
  });

  it('take slices as events', () => {
    const groups = groupsOf(
      openSlo({
        method: 'Timeslices',
        objective: 'target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 1m',
      }),
    );
    expect(groups[0].interval).toBe('1m');
    expect(recorded(groups, 'slo:sli_errors:rate5m').expr).toMatch(
      /\[1m\].*> bool 0\.05\)$/s,
    );
  });

  it('read latency histograms of both kinds', () => {
    const total = (histogram: string, metric: string) =>
      recorded(
        groupsOf(
          openSlo({
            metric: `thresholdMetric: ${source(metric, `, histogram: ${histogram}`)}`,
            objective: 'target: 0.99, op: lte, value: 1',
          }),
        ),
        'slo:sli_errors:rate5m',
      ).expr;
    expect(total('classic', 'latency_bucket{job="a"}')).toContain(
      'sum(rate(latency_bucket{job="a",le=~"1(\\\\.0)?"}[5m]))',
    );
    expect(total('native', 'latency')).toContain(
      'histogram_fraction(0, 1, sum(rate(latency[5m])))',
    );
  });

  it('tell somebody about missing data, unless the policies do not ask for it', () => {
    const policy = (whenNoData: boolean) =>
      openSlo({
        extra: `  alertPolicies:
    - metadata: { name: burn }
      spec:
        alertWhenNoData: ${whenNoData}
        conditions: [{ metadata: { name: burn }, spec: { severity: page, condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h, alertAfter: 5m } } }]
`,
      });
    const names = (text: string) =>
      alertsOf(groupsOf(text)).map(({ alert, for: held }) => [alert, held]);
    expect(names(openSlo({}))).toContainEqual(['SLONoData', '10m']);
    expect(names(policy(true))).toEqual([
      ['ErrorBudgetBurn', '5m'],
      ['SLONoData', '10m'],
    ]);
    expect(names(policy(false))).toEqual([['ErrorBudgetBurn', '5m']]);
  });

  it('are PromQL, and never more than 20 to a group', () => {
    const folder = resolve(__dirname, '../../examples');
    for (const file of readdirSync(folder)) {
      const groups = groupsOf(readFileSync(resolve(folder, file), 'utf8'));
      for (const { rules } of groups) {
        expect(rules.length).toBeLessThanOrEqual(20);
        for (const rule of rules) {
          expect(checkPromQl(rule.expr)).toBeUndefined();
        }
      }
    }
  });
});

describe('checkSlo', () => {
  const check = (text: string, options = {}) => {
    const { problems } = parseSloFiles([{ file: 'slo.yaml', text }], {
      review: spec => checkSlo(spec, options),
    });
    return problems.map(
      ({ severity, line, message }) => `${line} ${severity} ${message}`,
    );
  };
  const sli = (errors: string) =>
    slothSpec({
      sli: `events:
        error_query: ${errors}
        total_query: sum(rate(all[{{.window}}]))`,
    });

  it.each([
    ['sum(rate(bad[{{.window}}])', '13 error', 'unexpected end of the query'],
    ['sum(rate(bad[5m]))', '13 error', 'has no {{.window}}'],
    [
      'sum(rate(bad[{{.windows}}]))',
      '13 error',
      '{{.windows}} is not filled in',
    ],
    ['bad[{{.window}}]', '13 error', 'a range vector'],
    [
      '|\n          sum(\n            rate(bad{{.window}}))',
      '15 error',
      'rate takes a range vector',
    ],
  ])('refuses the query %j', (query, where, message) => {
    expect(check(sli(query))).toEqual([
      expect.stringMatching(new RegExp(`^${where} `)),
    ]);
    expect(check(sli(query))[0]).toContain(message);
  });

  it('finds alerts that can never fire, or that one error fires', () => {
    expect(check(slothSpec({ objective: 90 }))).toEqual([
      expect.stringMatching(/^8 error .*over 1 hour can never fire/),
    ]);
    expect(check(slothSpec(), { eventsPerDay: 1000 })).toContainEqual(
      expect.stringMatching(/^8 warning .*a single bad event fires/),
    );
    expect(check(slothSpec(), { eventsPerDay: 1000, minFailures: 5 })).toEqual(
      [],
    );
  });

  it('finds alerts that ask for more bad slices than they see', () => {
    const sliced = openSlo({
      method: 'Timeslices',
      objective: 'target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 5m',
    });
    expect(check(sliced, { minFailures: 12 })).toEqual([]);
    expect(check(sliced, { minFailures: 13 })).toEqual([
      expect.stringMatching(
        /^\d+ error .*over 1 hour can never fire: it asks for 13 bad slices and sees 12/,
      ),
    ]);
  });

  it('finds windows beyond the retention', () => {
    expect(check(slothSpec(), { retentionMs: 15 * 86_400_000 })).toEqual([
      expect.stringContaining('looks back 30d, and data is kept for 15 days'),
    ]);
    // A month may have a day more than its nominal length.
    const month = openSlo({ window: MONTH });
    expect(check(month, { retentionMs: 31 * 86_400_000 })).toEqual([]);
    expect(check(month, { retentionMs: 30 * 86_400_000 })).toHaveLength(1);
  });

  it('has nothing against calendar windows that rules can count', () => {
    expect(check(openSlo({ window: MONTH }))).toEqual([]);
    expect(check(openSlo({ window: MONTH }), { mode: 'sloth' })).toEqual([
      expect.stringMatching(/^\d+ warning .*the last 30 days.*mode sloth/),
    ]);
  });

  const raw = (query: string) => `rawType: failure, raw: ${source(query)}`;
  it.each([
    [
      'a ratio over a window',
      { metric: `ratioMetric: { ${raw('ratio:rate{{.window}}')} }` },
      'is asked for over windows of fixed length',
    ],
    [
      'an hour',
      { window: MONTH.replace('1M', '1h') },
      'too coarse for a window shorter than a day',
    ],
  ])('warns of calendar windows of %s', (_, changes, why) => {
    const text = openSlo({ window: MONTH, ...changes });
    expect(check(text)).toContainEqual(expect.stringContaining(why));
    const info = recorded(groupsOf(text), 'sloth_slo_info');
    expect(readCalendarLabels(info.labels)).toBeUndefined();
  });

  it('warns of composite objectives, and not of what they are made of', () => {
    const part = (name: string) =>
      `{ displayName: ${name}, target: 0.99, compositeWeight: 0.5, indicator: { metadata: { name: ${name} }, spec: { ratioMetric: { counter: true, bad: ${source('sum(bad_total)')}, total: ${source('sum(all_total)')} } } } }`;
    const { specs } = parseSloFiles([
      {
        file: 'slo.yaml',
        text: openSlo({ window: MONTH })
          .replace(/ {2}indicator: .*\n/, '')
          .replace(
            /objectives: .*/,
            `objectives: [${part('a')}, ${part('b')}]`,
          ),
      },
    ]);
    expect(specs.map(spec => [spec.id, calendarLimit(spec)])).toEqual([
      ['shop-availability-0', undefined],
      ['shop-availability-1', undefined],
      ['shop-availability', expect.stringContaining('composite')],
    ]);
  });
});

describe('parseSloFiles', () => {
  it('names file and line of whatever is wrong, and never throws', () => {
    const folder = resolve(__dirname, '../../examples');
    const valid = readdirSync(folder).map(file =>
      readFileSync(resolve(folder, file), 'utf8'),
    );
    const junk = fc.constantFrom(
      '',
      '{',
      '[]',
      '- x',
      '&a',
      'null',
      '"',
      '1e999',
      '!!map',
      '{{.window}}',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...valid),
        fc.nat(),
        junk,
        fc.boolean(),
        (text, at, replacement, isWhole) => {
          const lines = text.split('\n');
          const i = at % lines.length;
          lines[i] = isWhole
            ? replacement
            : lines[i].replace(/:.*/, `: ${replacement}`);
          const { specs, problems } = parseSloFiles(
            [{ file: 'slo.yaml', text: lines.join('\n') }],
            { review: spec => checkSlo(spec) },
          );
          const rules = generateRules(
            specs.filter(({ measuredBy }) => measuredBy === 'Prometheus'),
          );
          expect([...rules].length).toBeLessThanOrEqual(specs.length);
          for (const problem of problems) {
            expect(problem.file).toBe('slo.yaml');
            expect(problem.line).toBeGreaterThanOrEqual(1);
            expect(problem.line).toBeLessThanOrEqual(lines.length);
            expect(problem.remedy).not.toBe('');
          }
          const errors = problems.filter(
            ({ severity }) => severity === 'error',
          );
          expect(specs.length + errors.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
