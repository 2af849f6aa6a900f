import fc from 'fast-check';
import { parseOpenSlo, parseOpenSloFiles } from './parseOpenSlo';

const probeSlo = (changes: Record<string, string> = {}) => {
  const text = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: availability
  displayName: Availability
  labels:
    team: [identity, rbac]
spec:
  service: shop
  indicator:
    metadata:
      name: answers
    spec:
      ratioMetric:
        good:
          metricSource:
            type: Probe
            spec:
              environment: production
              outcome: success
        total:
          metricSource:
            type: Probe
            spec:
              environment: production
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.999
`;
  return Object.entries(changes).reduce((changed, [from, to]) => {
    expect(changed).toContain(from);
    return changed.replace(from, to);
  }, text);
};

const parse = (text: string) => parseOpenSlo(text, { file: 'slo/shop.yaml' });

describe('parseOpenSlo', () => {
  it('reads an objective on probe results with nothing to complain about', () => {
    expect(parse(probeSlo())).toEqual({
      problems: [],
      specs: [
        {
          id: 'shop-availability',
          name: 'availability',
          displayName: 'Availability',
          service: 'shop',
          labels: { team: 'identity,rbac' },
          annotations: {},
          indicator: {
            kind: 'ratio',
            name: 'answers',
            counter: false,
            role: 'good',
            counted: {
              type: 'Probe',
              environment: 'production',
              outcome: 'success',
            },
            total: { type: 'Probe', environment: 'production' },
          },
          objective: 0.999,
          objectivePercent: 99.9,
          alerting: {
            page: { disabled: false, labels: {}, annotations: {} },
            ticket: { disabled: false, labels: {}, annotations: {} },
          },
          window: {
            kind: 'rolling',
            duration: { value: 30, unit: 'd', text: '30d' },
            ms: 30 * 24 * 3600 * 1000,
          },
          budgeting: { method: 'Occurrences' },
          alerts: [],
          measuredBy: 'Probe',
          limitations: [],
          source: {
            file: 'slo/shop.yaml',
            line: 1,
            objective: expect.objectContaining({ key: 'spec.objectives[0]' }),
            document: { format: 'openslo/v1', index: 0, name: 'availability' },
          },
        },
      ],
    });
  });

  it('reads a latency limit and a target in percent', () => {
    const { specs, problems } = parse(
      probeSlo({
        'outcome: success':
          'outcome: success\n              latencyBelow: 0.3s\n              check: home',
        'target: 0.999': 'targetPercent: 99.9',
      }),
    );
    expect(problems).toEqual([]);
    expect(specs[0].objective).toBe(0.999);
    expect(specs[0].indicator).toMatchObject({
      counted: { latencyBelowMs: 300, check: 'home' },
    });
  });

  it.each([
    [
      'labels that are a text',
      { 'labels:\n    team: [identity, rbac]': 'labels: identity' },
      'metadata.labels',
      /must be a map/,
    ],
    [
      'a description that is a number',
      { '  service: shop': '  description: 1\n  service: shop' },
      'spec.description',
      /must be a text/,
    ],
    [
      'a key that is written twice',
      { 'kind: SLO': 'kind: SLO\nkind: SLO' },
      'kind',
      /written twice/,
    ],
    [
      'no apiVersion',
      { 'apiVersion: openslo/v1': '' },
      'apiVersion',
      /missing/,
    ],
    [
      'another version',
      { 'openslo/v1': 'openslo/v1alpha' },
      'apiVersion',
      /not read yet/,
    ],
    [
      'an unknown kind',
      { 'kind: SLO': 'kind: SLOO' },
      'kind',
      /did you mean "SLO"/,
    ],
    ['no name', { 'name: availability': '' }, 'metadata.name', /missing/],
    [
      'a name with capitals',
      { 'name: availability': 'name: Availability' },
      'metadata.name',
      /lower case/,
    ],
    [
      'a name of 64 letters',
      { 'name: availability': `name: ${'a'.repeat(64)}` },
      'metadata.name',
      /at most 63/,
    ],
    ['no service', { '  service: shop\n': '' }, 'spec.service', /missing/],
    [
      'a service that is a number',
      { 'service: shop': 'service: 7' },
      'spec.service',
      /must be a text/,
    ],
    [
      'two windows',
      {
        '  budgetingMethod':
          '    - duration: 7d\n      isRolling: true\n  budgetingMethod',
      },
      'spec.timeWindow',
      /2 items/,
    ],
    [
      'no window',
      { '    - duration: 30d\n      isRolling: true\n': '    []\n' },
      'spec.timeWindow',
      /0 items/,
    ],
    [
      'a rolling month',
      { 'duration: 30d': 'duration: 1M' },
      'spec.timeWindow[0].duration',
      /no fixed length/,
    ],
    [
      'a duration without unit',
      { 'duration: 30d': 'duration: "30"' },
      'spec.timeWindow[0].duration',
      /not a duration/,
    ],
    [
      'a target of 1',
      { 'target: 0.999': 'target: 1' },
      'spec.objectives[0].target',
      /no error budget/,
    ],
    [
      'a target of 0',
      { 'target: 0.999': 'target: 0' },
      'spec.objectives[0].target',
      /outside/,
    ],
    [
      'a percentage as target',
      { 'target: 0.999': 'target: 99.9' },
      'spec.objectives[0].target',
      /outside/,
    ],
    [
      'a target that is a text',
      { 'target: 0.999': 'target: "0.999"' },
      'spec.objectives[0].target',
      /must be a number/,
    ],
    [
      'target and targetPercent',
      { 'target: 0.999': 'target: 0.999\n      targetPercent: 99.9' },
      'spec.objectives[0].targetPercent',
      /together/,
    ],
    [
      'no objectives',
      { '    - target: 0.999': '    []' },
      'spec.objectives',
      /empty/,
    ],
    [
      'an unknown budgeting method',
      { Occurrences: 'Occurences' },
      'spec.budgetingMethod',
      /did you mean "Occurrences"/,
    ],
    [
      'no good and no bad',
      { 'good:': 'nice:' },
      'spec.indicator.spec.ratioMetric',
      /exactly one of good and bad/,
    ],
    [
      'no total',
      { 'total:': 'all:' },
      'spec.indicator.spec.ratioMetric.total',
      /missing/,
    ],
    [
      'a mistyped probe key',
      { 'outcome:': 'outcom:' },
      'spec.indicator.spec.ratioMetric.good.metricSource.spec.outcom',
      /did you mean "outcome"/,
    ],
    [
      'an unknown outcome',
      { 'outcome: success': 'outcome: maybe' },
      'spec.indicator.spec.ratioMetric.good.metricSource.spec.outcome',
      /not a known outcome/,
    ],
    [
      'a latency without unit',
      { 'outcome: success': 'latencyBelow: "300"' },
      'spec.indicator.spec.ratioMetric.good.metricSource.spec.latencyBelow',
      /not a latency/,
    ],
    [
      'no environment',
      {
        '              environment: production\n              outcome':
          '              outcome',
      },
      'spec.indicator.spec.ratioMetric.good.metricSource.spec.environment',
      /missing/,
    ],
    [
      'two environments',
      { 'environment: production': 'environment: staging' },
      'spec.indicator.spec.ratioMetric.good',
      /"staging" and total "production"/,
    ],
    [
      'two types of source',
      {
        'type: Probe\n            spec:\n              environment: production\n              outcome: success':
          'type: Prometheus\n            spec:\n              query: up',
      },
      'spec.indicator.spec.ratioMetric.good',
      /measured by Prometheus and total by Probe/,
    ],
    [
      'a source type in lower case',
      { 'type: Probe': 'type: probe' },
      'spec.indicator.spec.ratioMetric.good.metricSource.type',
      /not a metric source type/,
    ],
    [
      'fast answers counted as bad',
      { 'good:': 'bad:', 'outcome: success': 'latencyBelow: 300ms' },
      'spec.indicator.spec.ratioMetric.bad',
      /fast answers as bad/,
    ],
  ])('refuses %s', (_, changes, key, message) => {
    const { specs, problems } = parse(
      probeSlo(changes as unknown as Record<string, string>),
    );
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(specs).toEqual([]);
    expect(errors).toContainEqual({
      severity: 'error',
      file: 'slo/shop.yaml',
      line: expect.any(Number),
      column: expect.any(Number),
      key,
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(/\w+/),
    });
  });

  it('says the line and column of the key', () => {
    const { problems } = parse(`# comment\n---\n${probeSlo({ '0.999': '2' })}`);
    expect(problems).toEqual([
      expect.objectContaining({
        line: 33,
        column: 7,
        message:
          'spec.objectives[0].target is 2, outside of the range above 0 and below 1',
      }),
    ]);
  });

  it('keeps good documents beside bad ones', () => {
    const bad = probeSlo({ 'name: availability': 'name: bad', '0.999': '7' });
    const broken = 'apiVersion: openslo/v1\nkind: "SLO\n';
    const other = probeSlo({ 'name: availability': 'name: other' });
    const { specs, problems } = parse(
      [probeSlo(), bad, broken, 'text', '', other].join('\n---\n'),
    );
    expect(specs.map(({ id }) => id)).toEqual([
      'shop-availability',
      'shop-other',
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('spec.objectives[0].target is 7'),
      expect.stringContaining('YAML: '),
      expect.stringContaining('not a map'),
    ]);
  });

  it('refuses the second of two objectives with one id', () => {
    const { specs, problems } = parse([probeSlo(), probeSlo()].join('---\n'));
    expect(specs).toHaveLength(1);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 35,
        message:
          'There is already an objective "shop-availability", in slo/shop.yaml line 1',
      }),
    ]);
  });

  it('reads documents with directives, comments and Windows line ends', () => {
    const text = `# first\n%YAML 1.2\n---\n${probeSlo()}...\n# end\n--- # next\n${probeSlo({ 'name: availability': 'name: other' })}`;
    const { specs, problems } = parse(text.replace(/\n/g, '\r\n'));
    expect(problems).toEqual([]);
    expect(specs.map(({ id, source }) => [id, source.line])).toEqual([
      ['shop-availability', 4],
      ['shop-other', 38],
    ]);
  });

  it('follows YAML aliases', () => {
    const { specs, problems } = parse(
      probeSlo({
        'good:\n          metricSource:\n            type: Probe\n            spec:\n              environment: production':
          'good:\n          metricSource:\n            type: Probe\n            spec:\n              environment: &env production',
        'spec:\n              environment: production\n  timeWindow':
          'spec:\n              environment: *env\n  timeWindow',
      }),
    );
    expect(problems).toEqual([]);
    expect(specs[0].indicator).toMatchObject({
      total: { environment: 'production' },
    });
  });

  it('reads a list of objects as so many documents', () => {
    const item = (text: string) => `- ${text.trim().replace(/\n/g, '\n  ')}\n`;
    const bad = probeSlo({ 'name: availability': 'name: bad', '0.999': '7' });
    const { specs, problems } = parse(`${item(bad)}${item(probeSlo())}- 7\n`);
    expect(specs.map(({ id, source }) => [id, source.line])).toEqual([
      ['shop-availability', 32],
    ]);
    expect(problems).toEqual([
      expect.objectContaining({
        line: 31,
        key: '[0].spec.objectives[0].target',
      }),
      expect.objectContaining({ line: 63, key: '[2]' }),
    ]);
  });

  it('makes one spec of each objective', () => {
    const { specs } = parse(
      probeSlo({
        '    - target: 0.999':
          '    - target: 0.999\n      displayName: Internal\n    - targetPercent: 99',
      }),
    );
    expect(
      specs.map(({ id, objective, objectiveName }) => ({
        id,
        objective,
        objectiveName,
      })),
    ).toEqual([
      {
        id: 'shop-availability-0',
        objective: 0.999,
        objectiveName: 'Internal',
      },
      { id: 'shop-availability-1', objective: 0.99, objectiveName: undefined },
    ]);
  });

  it('follows indicatorRef, metricSourceRef and alert references into other files', () => {
    const slo = `apiVersion: openslo/v1
kind: SLO
metadata: { name: latency }
spec:
  service: shop
  indicatorRef: fast
  timeWindow: [{ duration: 4w, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.95 }]
  alertPolicies: [{ alertPolicyRef: loud }]
`;
    const sli = `apiVersion: openslo/v1
kind: SLI
metadata: { name: fast }
spec:
  ratioMetric:
    counter: true
    good: { metricSource: { metricSourceRef: main, spec: { query: sum(fast) } } }
    total: { metricSource: { metricSourceRef: main, spec: { query: sum(all) } } }
---
apiVersion: openslo/v1
kind: DataSource
metadata: { name: main }
spec: { type: Prometheus, connectionDetails: { password: hunter2 } }
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: loud }
spec: { conditions: [{ conditionRef: fast-burn }] }
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: { name: fast-burn }
spec:
  severity: critical
  condition: { kind: burnrate, op: gt, threshold: 10, lookbackWindow: 1h, alertAfter: 5m }
---
apiVersion: openslo/v1
kind: Service
metadata: { name: shop }
`;
    const { specs, problems } = parseOpenSloFiles([
      { file: 'slo.yaml', text: slo },
      { file: 'sli.yaml', text: sli },
    ]);
    expect(specs).toEqual([
      expect.objectContaining({
        id: 'shop-latency',
        measuredBy: 'Prometheus',
        indicator: expect.objectContaining({
          counted: {
            type: 'Prometheus',
            query: 'sum(fast)',
            dataSource: 'main',
          },
          total: { type: 'Prometheus', query: 'sum(all)', dataSource: 'main' },
        }),
        alerts: [
          {
            severity: 'page',
            severityText: 'critical',
            threshold: 10,
            lookbackMs: 3_600_000,
            alertAfterMs: 300_000,
          },
        ],
      }),
    ]);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'note',
        file: 'sli.yaml',
        key: 'kind',
        message: 'Service documents are passed over',
      }),
    ]);
    expect(JSON.stringify({ specs, problems })).not.toContain('hunter2');

    const alone = parse(slo);
    expect(alone.specs).toEqual([]);
    expect(alone.problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        key: 'spec.indicatorRef',
        message: 'There is no SLI "fast" in these files',
      }),
    );
  });

  it.each([
    [
      'Timeslices',
      {
        Occurrences: 'Timeslices',
        'target: 0.999':
          'target: 0.999\n      timeSliceTarget: 0.9\n      timeSliceWindow: 5',
      },
      {
        budgeting: { method: 'Timeslices', sliceMs: 300_000, sliceTarget: 0.9 },
      },
    ],
    [
      'RatioTimeslices',
      {
        Occurrences: 'RatioTimeslices',
        'target: 0.999': 'target: 0.999\n      timeSliceWindow: 1m',
      },
      { budgeting: { method: 'RatioTimeslices', sliceMs: 60_000 } },
    ],
  ])(
    'keeps what it cannot compute yet and says so: %s',
    (word, changes, kept) => {
      const { specs, problems } = parse(
        probeSlo(changes as unknown as Record<string, string>),
      );
      expect(specs).toEqual([
        expect.objectContaining({
          limitations: [`${word} is not computed yet`],
        }),
      ]);
      expect(specs[0]).toMatchObject(kept);
      expect(problems).toEqual([
        expect.objectContaining({
          severity: 'warning',
          message: `${word} is not computed yet, so "shop-availability" is shown as unmeasured`,
        }),
      ]);
    },
  );

  const inCalendar = (startTime: string, timeZone = 'Europe/Berlin') => ({
    'duration: 30d': 'duration: 1M',
    'isRolling: true': `isRolling: false\n      calendar: { startTime: ${startTime}, timeZone: ${timeZone} }`,
  });

  it('reads calendar windows, and has nothing to say against them', () => {
    const { specs, problems } = parse(
      probeSlo(inCalendar('2026-01-01 00:00:00')),
    );
    expect(problems).toEqual([]);
    expect(specs[0]).toMatchObject({
      limitations: [],
      window: {
        kind: 'calendar',
        ms: 2_592_000_000,
        startTime: '2026-01-01 00:00:00',
        timeZone: 'Europe/Berlin',
      },
    });
  });

  it.each([
    ['2026-02-30 00:00:00', 'UTC', 'is not a date with a time'],
    ['2026-01-01', 'UTC', 'is not a date with a time'],
    ['2026-01-01 00:00:00', 'Europe/Atlantis', 'is not a time zone'],
  ])('refuses a calendar from %s in %s', (startTime, timeZone, message) => {
    const { specs, problems } = parse(
      probeSlo(inCalendar(startTime, timeZone)),
    );
    expect(specs).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        message: expect.stringContaining(message),
      }),
    ]);
  });

  it('warns of a period that begins within a minute, which probes do not tell apart', () => {
    const { specs, problems } = parse(
      probeSlo(inCalendar('2026-01-01 00:00:30')),
    );
    expect(specs).toHaveLength(1);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringContaining('counted by the minute'),
      }),
    ]);
  });

  it('warns of alerts that can never fire', () => {
    const { specs, problems } = parse(probeSlo({ '0.999': '0.9' }));
    expect(specs).toHaveLength(1);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message:
          'The alert over 1 hour can never fire: 14.4 times the error budget of 10 % is 100 % or more',
        remedy: expect.stringContaining('above 93.06 %'),
      }),
    ]);
  });

  it('answers hostile files with a few problems', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `  a${i}: 1`).join(
      '\n',
    );
    const hostile = [
      '['.repeat(100_000),
      `${'a: {'.repeat(50_000)}`,
      `a: &a [x]\nb: [${'*a,'.repeat(80_000)}]`,
      'a: &a [*a]',
      `x: &x\n  y: *x\n`,
      '__proto__: { kind: SLO }',
      `apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: a }\nspec:\n${keys}`,
      'x'.repeat(2_000_000),
    ];
    for (const text of hostile) {
      const { specs, problems } = parse(text);
      expect(specs).toEqual([]);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(200);
    }
    // Following each alias through the document would take many minutes.
  }, 60_000);

  it('never throws, whatever the text', () => {
    const yamlish = fc
      .array(
        fc.constantFrom(
          'a',
          '-',
          ':',
          ' ',
          '\n',
          '---',
          '&x',
          '*x',
          '<<',
          '!!',
          '{',
          '}',
          '[',
          ']',
          '"',
          "'",
          '|',
          '>',
          '#',
          '\t',
          '?',
          '%',
          'kind: SLO',
          '\u0000',
          '0',
        ),
        { maxLength: 60 },
      )
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), yamlish), text => {
        const { specs } = parse(text);
        expect(specs).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  it('never throws on a mutated document, and says what is wrong if it refuses it', () => {
    const valid = probeSlo();
    const lines = valid.split('\n');
    const mutation = fc.oneof(
      // Some characters replaced
      fc
        .record({
          at: fc.nat(valid.length),
          remove: fc.nat(12),
          insert: fc.string({ maxLength: 6 }),
        })
        .map(
          ({ at, remove, insert }) =>
            valid.slice(0, at) + insert + valid.slice(at + remove),
        ),
      // A line lost
      fc
        .nat(lines.length - 1)
        .map(at => lines.filter((_, i) => i !== at).join('\n')),
      // A value of another kind
      fc
        .record({
          at: fc.nat(lines.length - 1),
          value: fc.constantFrom(
            '[]',
            '{}',
            'null',
            '-1',
            'true',
            '"x"',
            '[[1]]',
            '.nan',
            '.inf',
            '1e400',
          ),
        })
        .map(({ at, value }) =>
          lines
            .map((line, i) =>
              i === at ? line.replace(/:.*$/, `: ${value}`) : line,
            )
            .join('\n'),
        ),
    );
    fc.assert(
      fc.property(mutation, text => {
        const { specs, problems } = parse(text);
        const lineCount = text.split('\n').length;
        for (const problem of problems) {
          expect(problem.line).toBeGreaterThanOrEqual(1);
          expect(problem.line).toBeLessThanOrEqual(lineCount);
          expect(problem.message).not.toMatch(
            /undefined|\[object|cannot be read as YAML/,
          );
        }
        for (const spec of specs) {
          expect(spec.objective).toBeGreaterThan(0);
          expect(spec.objective).toBeLessThan(1);
          expect(spec.window.ms).toBeGreaterThan(0);
        }
        const hasErrors = problems.some(({ severity }) => severity === 'error');
        // With one document in the file, it is either used or refused.
        const isSingle = !/^---/m.test(text) && text.trim() !== '';
        expect(isSingle && specs.length > 0 === hasErrors).toBe(false);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);
});
