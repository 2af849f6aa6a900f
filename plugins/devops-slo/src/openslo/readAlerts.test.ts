import { parseSloFiles } from '../parseSloFiles';
import { alertmanagerConfig } from '../rules/alertmanager';
import { compareLiveRules } from '../rules/compareLiveRules';
import { generateRules, RuleMode } from '../rules/generateRules';
import { AlertingRule } from '../rules/model';

const source = (query: string) =>
  `{ metricSource: { type: Prometheus, spec: { query: ${query} } } }`;

const condition = (keys: string) =>
  `conditions: [{ metadata: { name: c }, spec: { severity: ${keys} } }]`;

const burn = (threshold: number, lookback: string, more = '') =>
  `condition: { kind: burnrate, op: gt, threshold: ${threshold}, lookbackWindow: ${lookback}${more} }`;

/** An objective with policies, from line 12 on, of the given specs. */
const slo = (...policies: string[]) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: availability, labels: { owner: team-a } }
spec:
  service: shop
  indicator: { spec: { ratioMetric: { counter: true, bad: ${source('bad_total')}, total: ${source('all_total')} } } }
  timeWindow:
    - { duration: 7d, isRolling: true }
  budgetingMethod: Occurrences
  objectives: [{ target: 0.99 }]
  alertPolicies:
${policies.map(spec => `    - { metadata: { name: p }, spec: { ${spec} } }\n`).join('')}`;

const read = (text: string) => parseSloFiles([{ file: 'slo.yaml', text }]);

function alertsOf(text: string, mode: RuleMode = 'weighted'): AlertingRule[] {
  const { specs, problems } = read(text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return [...generateRules(specs, { mode })]
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .filter((rule): rule is AlertingRule => 'alert' in rule);
}

const fast = condition(`sev1, ${burn(14.4, '1h', ', alertAfter: 5m')}`);
const slow = condition(`ticket, ${burn(2, '12h')}`);
const targets = (...names: string[]) =>
  `notificationTargets: [${names.map(name => `{ targetRef: ${name} }`).join(', ')}]`;

describe('alert policies', () => {
  it.each<RuleMode>(['weighted', 'sloth'])(
    'become the alerts of mode %s, and the only ones',
    mode => {
      const [page, ticket, none] = alertsOf(slo(fast, slow), mode);
      expect(page).toMatchObject({
        for: '5m',
        labels: { sloth_severity: 'page', severity: 'sev1', alert_after: '5m' },
      });
      expect(page.expr).toMatch(/rate5m.* > \(14\.4 \*[^]*rate1h.*/);
      expect(ticket).toMatchObject({
        labels: { sloth_severity: 'ticket', severity: 'ticket' },
      });
      expect(ticket.for).toBeUndefined();
      expect(ticket.expr).toMatch(/rate1h.* > \(2 \*[^]*rate12h.*/);
      expect(none).toBeUndefined();
    },
  );

  it('keep severities apart that the file calls by different words', () => {
    const other = condition(`sev2, ${burn(1, '3d')}`);
    const severities = alertsOf(slo(slow, other)).map(
      ({ labels }) => labels.severity,
    );
    expect(severities).toEqual(['ticket', 'sev2']);
  });

  it('read the ratio of the whole window as rarely as it is recorded', () => {
    const [alert] = alertsOf(slo(condition(`ticket, ${burn(1, '7d')}`)));
    expect(alert.expr).toMatch(
      /last_over_time\(slo:sli_error:ratio_rate1w\{.*\}\[11m\]\) > \(1 \*/,
    );
    expect(alert.expr).not.toMatch(/last_over_time\(slo:\w+:ratio_rate14h/);
  });

  it('alert on nothing but missing data if that is what they say', () => {
    const policy = `alertWhenBreaching: false, alertWhenNoData: true, ${fast}`;
    expect(alertsOf(slo(policy)).map(({ alert }) => alert)).toEqual([
      'SLONoData',
    ]);
    expect(alertsOf(slo(policy), 'sloth')).toEqual([]);
    expect(alertsOf(slo(policy, slow)).map(({ alert }) => alert)).toEqual([
      'ErrorBudgetBurn',
      'SLONoData',
    ]);
  });

  it('name those who are told, alert by alert', () => {
    const text = slo(
      `${fast}, alertWhenNoData: true, ${targets('on-call', 'chat')}`,
      slow,
    );
    expect(
      alertsOf(text).map(({ alert, labels }) => [
        alert,
        labels.notification_targets,
      ]),
    ).toEqual([
      ['ErrorBudgetBurn', 'on-call,chat'],
      ['ErrorBudgetBurn', undefined],
      ['SLONoData', 'on-call,chat'],
    ]);
    const [spec] = read(text).specs;
    const live = [...generateRules([spec])]
      .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
      .map(rule => ({
        kind: 'alert' in rule ? ('alerting' as const) : ('recording' as const),
        name: 'alert' in rule ? rule.alert : rule.record,
        query: rule.expr,
        labels: rule.labels,
      }));
    expect(compareLiveRules(spec, live)).toEqual([]);
    expect(compareLiveRules(read(slo(fast, slow)).specs[0], live)).toContain(
      '2 rules are not asked for by the file: ErrorBudgetBurn page sev1 5m on-call,chat, SLONoData ticket on-call,chat',
    );
  });

  it('take the default alerts to their targets without conditions that are known', () => {
    const text = slo(
      `conditions: [{ conditionRef: missing }], ${targets('chat')}`,
    );
    expect(
      alertsOf(text).map(({ labels }) => labels.notification_targets),
    ).toEqual(['chat', 'chat', undefined]);
  });

  it('route to targets first and to the owner otherwise', () => {
    const documents = `${slo(`${fast}, ${targets('on-call', 'a.b')}`)}---
apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata: { name: on-call }
spec: { target: pagerduty, description: Whoever is on call }
`;
    const { specs, problems } = read(documents);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        line: 12,
        key: expect.stringMatching(/notificationTargets\[1\]\.targetRef$/),
        message: expect.stringContaining('targetRef "a.b" is not in these'),
      }),
    ]);
    expect(alertmanagerConfig(specs)).toBe(`route:
  receiver: default
  group_by:
  - sloth_id
  - sloth_severity
  routes:
  - matchers:
    - "notification_targets=~\\"(.+,)?a\\\\\\\\.b(,.+)?\\""
    receiver: "a.b"
    continue: true
  - matchers:
    - "notification_targets=~\\"(.+,)?on-call(,.+)?\\""
    receiver: on-call
    continue: true
  - matchers:
    - "owner=\\"team-a\\""
    - sloth_severity!=""
    - notification_targets=""
    receiver: team-a-ticket
    routes:
    - matchers:
      - sloth_severity="page"
      receiver: team-a-page
inhibit_rules:
- source_matchers:
  - sloth_severity="page"
  target_matchers:
  - sloth_severity="ticket"
  equal:
  - sloth_id
  - notification_targets
receivers:
- name: default
- name: "a.b"
- name: on-call # pagerduty
- name: team-a-page
- name: team-a-ticket
`);
  });

  it('may write targets inline', () => {
    const inline = `notificationTargets: [{ kind: AlertNotificationTarget, metadata: { name: chat }, spec: { target: slack } }]`;
    const { specs, problems } = read(slo(`${fast}, ${inline}`));
    expect(problems).toEqual([]);
    expect(specs[0].alerting.notificationTargets).toEqual([
      { name: 'chat', target: 'slack' },
    ]);
  });

  it.each([
    ['conditions: []', /conditions is empty/],
    [`${fast}, ${targets('"a,b"')}`, /"a,b" is not the name of a receiver/],
    [`${fast}, notificationTargets: [x]`, /is not a map/],
    [`${fast}, notificationTargets: [{}]`, /metadata is missing/],
    [
      `${fast}, notificationTargets: [{ metadata: { name: a }, spec: {} }]`,
      /spec.target is missing/,
    ],
    [condition(`page, ${burn(0, '1h')}`), /threshold must be above 0/],
    [condition(`page, ${burn(1, '1M')}`), /"1M" is not a duration/],
    [condition('page'), /condition is missing/],
  ])('are refused with %s', (policy, message) => {
    const { specs, problems } = read(slo(policy));
    expect(specs).toEqual([]);
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        line: 12,
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(/./),
      }),
    );
  });
});
