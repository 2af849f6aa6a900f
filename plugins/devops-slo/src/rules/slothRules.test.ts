import { parse } from 'yaml';
import { parseSloFiles } from '../parseSloFiles';
import { rollingWindow } from '../timeWindow';
import { slothSpec } from '../testSloth';
import { compareRules } from './compareRules';
import { formatRules } from './formats';
import { generateRules } from './generateRules';

const F =
  '{sloth_id="shop-availability", sloth_service="shop", sloth_slo="availability"}';

function sloth(text: string, window?: string): string {
  const { specs, problems } = parseSloFiles([{ file: 'slo.yaml', text }], {
    defaultWindow: window === undefined ? undefined : rollingWindow(window),
  });
  expect(problems).toEqual([]);
  return formatRules(generateRules(specs, { mode: 'sloth' }), 'prometheus');
}

/** What Sloth makes of the specification of these tests, for 28 days. */
function golden(): string {
  const ids =
    'sloth_id: shop-availability\n      sloth_service: shop\n      sloth_slo: availability';
  const labels = `owner: team-a\n      ${ids}`;
  const ratio = (window: string) => `
  - record: slo:sli_error:ratio_rate${window}
    expr: |
      (sum(rate(http_requests_total{job="shop",code=~"5.."}[${window}])))
      /
      (sum(rate(http_requests_total{job="shop"}[${window}])))
    labels:
      ${labels}
      sloth_window: ${window}
      tier: "1"`;
  const record = (name: string, expr: string, more = '') => `
  - record: ${name}
    expr: ${JSON.stringify(expr)}
    labels:
      ${labels}
      tier: "1"${more}`;
  const burn = (window: string) =>
    `slo:sli_error:ratio_rate${window}${F} / on(sloth_id, sloth_slo, sloth_service) group_left slo:error_budget:ratio${F}`;
  const pair = (short: string, long: string, factor: string) =>
    `(${[short, long]
      .map(
        window =>
          `max(slo:sli_error:ratio_rate${window}${F} > (${factor} * 0.0009999999999999432)) without (sloth_window)`,
      )
      .join(' and ')})`;
  const alert = (severity: string, pairs: string[], more = '') => `
  - alert: ShopFails
    expr: ${JSON.stringify(pairs.join(' or '))}
    labels:
      channel: "#shop"
      sloth_severity: ${severity}${more}
    annotations:
      summary: "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is over expected."
      title: "(${severity}) {{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is too fast."`;
  return `groups:
- name: sloth-slo-sli-recordings-shop-availability
  rules:${['5m', '30m', '1h', '2h', '6h', '1d', '3d'].map(ratio).join('')}
  - record: slo:sli_error:ratio_rate4w
    expr: |
      sum_over_time(slo:sli_error:ratio_rate5m${F}[4w])
      / ignoring (sloth_window)
      count_over_time(slo:sli_error:ratio_rate5m${F}[4w])
    labels:
      ${labels}
      sloth_window: 4w
      tier: "1"
- name: sloth-slo-meta-recordings-shop-availability
  rules:${[
    record('slo:objective:ratio', 'vector(0.9990000000000001)'),
    record('slo:error_budget:ratio', 'vector(1-0.9990000000000001)'),
    record('slo:time_period:days', 'vector(28)'),
    record('slo:current_burn_rate:ratio', burn('5m')),
    record('slo:period_burn_rate:ratio', burn('4w')),
    record(
      'slo:period_error_budget_remaining:ratio',
      `1 - slo:period_burn_rate:ratio${F}`,
    ),
    record(
      'sloth_slo_info',
      'vector(1)',
      '\n      sloth_mode: cli-gen-prom\n      sloth_spec: prometheus/v1\n      sloth_objective: "99.9"',
    ),
  ].join('')}
- name: sloth-slo-alerts-shop-availability
  rules:${alert(
    'page',
    [pair('5m', '1h', '13.44'), pair('30m', '6h', '5.6000000000000005')],
    '\n      severity: wake-up',
  )}${alert('ticket', [
    pair('2h', '1d', '2.8000000000000003'),
    pair('6h', '3d', '0.9333333333333333'),
  ])}
`;
}

const ignoreLabels = ['sloth_version'];

describe('rules in the mode of Sloth', () => {
  it('are those that Sloth makes', () => {
    expect(
      compareRules(sloth(slothSpec(), '28d'), golden(), { ignoreLabels }),
    ).toEqual([]);
  });

  it.each([
    ['factor', '(13.44 * ', '(13.45 * '],
    ['window', 'ratio_rate6h{', 'ratio_rate5h{'],
    ['range', '[30m]', '[31m]'],
    ['last digit', '0.0009999999999999432', '0.0009999999999999'],
    ['label', 'severity: wake-up', 'severity: sleep'],
    ['missing label', '      tier: "1"\n', ''],
    ['annotation', 'is too fast', 'is so fast'],
    ['order', 'meta-recordings', 'more-recordings'],
  ])('differ when a %s is changed', (_, from, to) => {
    const changed = golden().replace(from, to);
    expect(changed).not.toBe(golden());
    expect(
      compareRules(sloth(slothSpec(), '28d'), changed, { ignoreLabels }),
    ).not.toEqual([]);
  });

  it.each([
    [99.999, 'vector(0.9999899999999999)', '1.0000000000047748e-05'],
    [99.99, 'vector(0.9998999999999999)', '0.00010000000000005117'],
    [95, 'vector(0.95)', '0.05'],
  ])('print %d %% as Go does', (objective, ratio, budget) => {
    const text = sloth(slothSpec({ objective }));
    expect(text).toContain(ratio);
    expect(text).toContain(`(14.4 * ${budget})`);
  });

  it('leave out what the file turns off, and groups without rules', () => {
    const text = slothSpec().replace(
      /page_alert:[\s\S]*/,
      'page_alert: { disable: true }\n      ticket_alert: { disable: true }\n',
    );
    const names = parse(sloth(text)).groups.map(
      (group: { name: string }) => group.name,
    );
    expect(names).toEqual([
      'sloth-slo-sli-recordings-shop-availability',
      'sloth-slo-meta-recordings-shop-availability',
    ]);
  });
});

describe('formats of rules', () => {
  const resource = (
    name: string,
    service: string,
  ) => `apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: ${name}, namespace: monitoring }
spec:
  service: ${service}
  slos:
    - name: availability
      objective: 99
      sli: { raw: { errorRatioQuery: 'sum(rate(bad[{{ .window }}])) / sum(rate(all[{{ .window }}]))' } }
      alerting: { pageAlert: { disable: true }, ticketAlert: { disable: true } }
`;
  const text = `${resource('one', 'shop')}---\n${resource('two', 'cart')}`;
  const rules = () => {
    const { specs } = parseSloFiles([{ file: 'slo.yaml', text }]);
    return generateRules(specs, { mode: 'sloth' });
  };

  it('write one document for Prometheus', () => {
    const written = formatRules(rules(), 'prometheus');
    expect(written).not.toMatch(/^---/m);
    expect(parse(written).groups).toHaveLength(4);
  });

  it('write one resource for each of the cluster', () => {
    const resources = formatRules(rules(), 'operator')
      .split(/^---$/m)
      .map(part => parse(part));
    expect(resources).toMatchObject([
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'one', namespace: 'monitoring' },
        spec: { groups: [{}, {}] },
      },
      { metadata: { name: 'two', namespace: 'monitoring' } },
    ]);
    expect(resources[1].spec.groups[1].rules[6].labels).toMatchObject({
      sloth_mode: 'cli-gen-k8s',
      sloth_spec: 'sloth.slok.dev/v1',
    });
  });

  it('write a namespace for Mimir', () => {
    expect(
      parse(formatRules(rules(), 'mimir', { namespace: 'shop' })),
    ).toMatchObject({ namespace: 'shop', groups: [{}, {}, {}, {}] });
  });
});
