import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseSloFiles } from '../parseSloFiles';
import { formatRules } from './formats';
import { generateRules } from './generateRules';

jest.setTimeout(120_000);

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const describeProof = hasPromtool ? describe : describe.skip;

const SLO = `apiVersion: openslo/v1
kind: SLO
metadata: { name: availability }
spec:
  service: shop
  indicator:
    metadata: { name: sli }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(bad_total[{{.window}}]))' } } }
        total: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(all_total[{{.window}}]))' } } }
  timeWindow: [{ duration: 1d, isRolling: false, calendar: { startTime: 2026-01-01 00:00:00, timeZone: UTC } }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.95 }]
`;

/**
 * Four hours of a hundred requests a minute, five of which fail. Then a period
 * begins with two hours of one request a minute, which fails, and two hours of a
 * hundred, which do not: 120 of 12,120.
 */
const BAD = '0+5x240 1201+1x119 1320+0x119';
const ALL = '0+100x240 24001+1x119 24220+100x119';
const RATIO = 120 / 12_120;
/** What happened in two and a half minutes before the start, or after it. */
const TOLERANCE = (2.5 * 5) / 12_120;

const since = (ms: string) =>
  `max(sum_over_time(slo:sli_errors:sum5m[${ms}]) / (sum_over_time(slo:sli_total:sum5m[${ms}]) > 0))`;

describeProof('rules of a calendar window, evaluated by promtool', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'calendar-rules-'));
    const { specs } = parseSloFiles([{ file: 'slo.yaml', text: SLO }]);
    writeFileSync(
      join(folder, 'rules.yaml'),
      formatRules(generateRules(specs), 'prometheus'),
    );
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function promtool(...args: string[]): string {
    const { stdout, stderr } = spawnSync('promtool', args, {
      cwd: folder,
      encoding: 'utf8',
    });
    return `${stdout}${stderr}`;
  }

  /** Evaluates what is to be true when the second half has ended. */
  function test(...queries: string[]): string {
    const expectations = queries.map(
      query => `  - expr: '${query}'
    eval_time: 8h
    exp_samples: [{ labels: '{}', value: 1 }]
`,
    );
    writeFileSync(
      join(folder, 'test.yaml'),
      `rule_files: [rules.yaml]
evaluation_interval: 1m
tests:
- interval: 1m
  input_series:
  - { series: bad_total, values: '${BAD}' }
  - { series: all_total, values: '${ALL}' }
  promql_expr_test:
${expectations.join('')}`,
    );
    return promtool('test', 'rules', 'test.yaml');
  }

  it('are valid', () => {
    expect(promtool('check', 'rules', 'rules.yaml')).toContain('SUCCESS');
  });

  it('let sums since the start of a period weigh each event the same', () => {
    const result = test(
      `abs(${since('3h55m')} - ${RATIO}) < bool ${TOLERANCE}`,
      // The mean of the ratios is something else: few were there at first.
      'max(avg_over_time(slo:sli_error:ratio_rate5m[3h55m])) > bool 0.4',
      // And so is what there was with the hours before.
      `${since('8h')} > bool 0.03`,
    );
    expect(result).toContain('SUCCESS');
    expect(result).not.toContain('FAILED');
  });

  it('can fail', () => {
    expect(test(`${since('3h55m')} > bool 0.03`)).toContain('FAILED');
  });
});
