/**
 * Proves the rules of the example objectives with the tools of Prometheus:
 * promtool takes them, each alert fires and stays silent as its tests say, and
 * the budget is right where traffic is uneven. amtool routes alerts to owners.
 *
 *   node scripts/slo-proofs.mjs [--quick] [<file or folder>...]
 *
 * The alerts of all examples take several minutes; with --quick those of one
 * are proven, and the rest is as without it.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { say } from './lib/run.mjs';

const root = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const slo = require('../plugins/devops-slo/src');

const quick = process.argv.includes('--quick');
const given = process.argv.slice(2).filter(word => word !== '--quick');
const inputs = given.length
  ? given
  : [join(root, 'plugins/devops-slo/examples')];
const files = inputs.flatMap(input =>
  statSync(input).isDirectory()
    ? readdirSync(input).map(name => join(input, name))
    : [input],
);
const folder = mkdtempSync(join(tmpdir(), 'slo-proofs-'));
let failures = 0;

try {
  const specs = files.flatMap(read);
  for (const spec of quick ? specs.filter(isUneven) : specs) {
    proveAlerts(spec);
  }
  if (given.length === 0) {
    proveRouting(specs);
    proveUnevenTraffic(specs.find(isUneven));
    proveComposite(specs);
  }
  if (specs.length === 0) {
    problem('There is no objective that Prometheus measures');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

/** The objective whose traffic is uneven in the proof of its budget. */
function isUneven({ id }) {
  return id === 'checkout-availability';
}

function read(file) {
  const { specs, problems } = slo.parseSloFiles(
    [{ file, text: readFileSync(file, 'utf8') }],
    { review: spec => slo.checkSlo(spec, { uselessAlerts: 'warning' }) },
  );
  problems
    .filter(({ severity }) => severity === 'error')
    .forEach(({ line, message }) => problem(`${file}:${line}: ${message}`));
  return specs.filter(({ measuredBy }) => measuredBy === 'Prometheus');
}

function proveAlerts(spec) {
  const begun = Date.now();
  write('rules.yaml', slo.formatRules(slo.generateRules([spec]), 'prometheus'));
  write('test.yaml', slo.ruleTests(spec, { rulesFile: 'rules.yaml' }));
  expectOk(spec.id, 'promtool', ['check', 'rules', 'rules.yaml']);
  expectOk(spec.id, 'promtool', ['test', 'rules', 'test.yaml']);
  say(`${spec.id}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

function proveRouting(specs) {
  write('alertmanager.yaml', slo.alertmanagerConfig(specs));
  expectOk('alertmanager', 'amtool', ['check-config', 'alertmanager.yaml']);
  const rules = [...slo.generateRules(specs)].flatMap(({ groups }) =>
    groups.flatMap(group => group.rules),
  );
  for (const { alert, labels } of rules.filter(rule => rule.alert)) {
    const routed = expectOk(alert, 'amtool', [
      'config',
      'routes',
      'test',
      '--config.file=alertmanager.yaml',
      ...Object.entries(labels).map(([name, value]) => `${name}=${value}`),
    ]).trim();
    const owner = labels.owner
      ? `${labels.owner}-${labels.sloth_severity}`
      : 'default';
    const wanted = labels.notification_targets ?? owner;
    if (routed !== wanted) {
      problem(`${labels.sloth_id}: goes to ${routed} instead of ${wanted}`);
    }
  }
  say('alerts go to their targets or owners');
}

/**
 * Two days with 100 times the traffic by day, and two bad hours at night. The
 * mean of ratios over time, as it is often recorded, is 45 times too high.
 */
function proveUnevenTraffic(spec) {
  const [busy, quiet] = [60_000, 600];
  const day = 12 * 60;
  const phases = [
    { minutes: day, total: busy, bad: 0 },
    { minutes: 120, total: quiet, bad: quiet / 2 },
    { minutes: day - 120, total: quiet, bad: 0 },
    { minutes: day, total: busy, bad: 0 },
    { minutes: day, total: quiet, bad: 0 },
  ];
  const sum = key =>
    phases.reduce((all, phase) => all + phase.minutes * phase[key], 0);
  const truth = sum('bad') / sum('total');
  const counter = of => {
    let value = 0;
    return phases
      .map(phase => {
        const text = `${value}+${of(phase)}x${phase.minutes - 1}`;
        value += of(phase) * phase.minutes;
        return text;
      })
      .join(' ');
  };
  write('rules.yaml', slo.formatRules(slo.generateRules([spec]), 'prometheus'));
  write(
    'test.yaml',
    `rule_files: [rules.yaml]
evaluation_interval: 5m
tests:
- interval: 1m
  input_series:
  - series: 'http_requests_total{job="checkout",code="500"}'
    values: ${counter(({ bad }) => bad)}
  - series: 'http_requests_total{job="checkout",code="200"}'
    values: ${counter(({ total, bad }) => total - bad)}
  promql_expr_test:
  - expr: abs(max(slo:sli_error:ratio_rate30d) / ${truth} - 1) < bool 0.01
    eval_time: 47h55m
    exp_samples: [{ labels: "{}", value: 1 }]
  - expr: abs(max(avg_over_time(slo:sli_error:ratio_rate5m[47h])) / ${truth} - 1) > bool 10
    eval_time: 47h55m
    exp_samples: [{ labels: "{}", value: 1 }]
`,
  );
  expectOk('uneven traffic', 'promtool', ['test', 'rules', 'test.yaml']);
  say('the budget is right to 1 % under uneven traffic');
}

/**
 * An hour in which both parts of the composite example fail for 1 % of their
 * requests: burn rates of 1 with half a weight and of 2, together 2.5. Then
 * another in which nobody pays.
 */
function proveComposite(specs) {
  const parts = specs.filter(({ id }) =>
    id.startsWith('shop-checkout-journey'),
  );
  const metric = (name, values) =>
    `  - series: '${name}'\n    values: ${values}\n`;
  const burn = (
    at,
    value,
  ) => `  - expr: round(slo:current_burn_rate:ratio{sloth_id="shop-checkout-journey"}, 0.0001)
    eval_time: ${at}
    exp_samples:
    - labels: '{sloth_id="shop-checkout-journey",sloth_service="shop",sloth_slo="checkout-journey",sloth_window="5m"}'
      value: ${value}
`;
  write('rules.yaml', slo.formatRules(slo.generateRules(parts), 'prometheus'));
  write(
    'test.yaml',
    `rule_files: [rules.yaml]
evaluation_interval: 1m
tests:
- interval: 1m
  input_series:
${metric('cart_requests_total{code="500"}', '0+6x120')}${metric('cart_requests_total{code="200"}', '0+594x120')}${metric('payment_requests_total{code="500"}', '0+6x60 360+0x60')}${metric('payment_requests_total{code="200"}', '0+594x60 35640+0x60')}  promql_expr_test:
${burn('50m', 2.5)}${burn('110m', 0.5)}`,
  );
  expectOk('composite objective', 'promtool', ['test', 'rules', 'test.yaml']);
  say('a composite objective burns as fast as its parts together');
}

function write(name, text) {
  writeFileSync(join(folder, name), text);
}

function expectOk(what, command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) {
    problem(`${what}: ${command} ${args.join(' ')}\n${stdout}${stderr}`);
  }
  return stdout;
}

function problem(text) {
  failures += 1;
  console.error(text);
}
