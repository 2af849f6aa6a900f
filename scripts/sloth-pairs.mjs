/**
 * Compares the rules that we make in Sloth's mode with those that Sloth's own
 * repository publishes.
 *
 *   node scripts/sloth-pairs.mjs <checkout of slok/sloth>
 *
 * Pairs are `examples/<name>` with `examples/_gen/<name>`, and `in-<name>` with
 * `out-<name>` of the integration tests. Specifications that need plugins are
 * named and left out. Ends with 1 when a pair differs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fail, say } from './lib/run.mjs';

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, 'examples/_gen'))) {
  fail('Give a checkout of slok/sloth: node scripts/sloth-pairs.mjs <folder>');
}

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const slo = require('../plugins/devops-slo/src');

/** What each example is generated with, beyond its specification. */
const EXTRA_LABELS = ['cmd', 'exk1', 'exk2'];

const examples = readdirSync(join(folder, 'examples/_gen')).map(name => ({
  name: `examples/${name}`,
  input: join(folder, 'examples', name),
  output: join(folder, 'examples/_gen', name),
}));
const tests = [
  ['base', 'base'],
  ['base-k8s', 'base-k8s'],
  ['base', 'base-28d', '28d'],
  ['base', 'base-custom-windows-7d', '7d'],
  ['base', 'base-custom-windows-7d', '7d', 'windows/7d.yaml'],
  ['base', 'base-extra-labels'],
  ['multifile', 'multifile'],
  ['multifile-k8s', 'multifile-k8s'],
  ['openslo', 'openslo'],
  ['sli-plugin', 'sli-plugin'],
  ['slo-plugin', 'slo-plugin'],
  ['slo-plugin-k8s', 'slo-plugin-k8s'],
].map(([input, output, window, alertWindows]) => {
  const suite = join(folder, 'test/integration/prometheus');
  const data = join(suite, 'testdata');
  return {
    name: `testdata/${output}`,
    alertWindows: alertWindows && join(suite, alertWindows),
    input: join(data, `in-${input}.yaml`),
    output: join(data, `out-${output}.yaml.tpl`),
    window,
  };
});

let equal = 0;
let rules = 0;
const different = [];
for (const pair of [...examples, ...tests]) {
  const { name, input, output, window, alertWindows } = pair;
  const specification = readFileSync(input, 'utf8');
  if (/^\s*(slo_plugins|sloPlugins|plugins?):/m.test(specification)) {
    say(`${name}: needs plugins`);
    continue;
  }
  const { specs, problems } = slo.parseSloFiles(
    [{ file: input, text: specification }],
    {
      defaultWindow: window && slo.rollingWindow(window),
      alertWindowFiles: [alertWindows]
        .filter(Boolean)
        .map(file => ({ file, text: readFileSync(file, 'utf8') })),
    },
  );
  const errors = problems.filter(({ severity }) => severity === 'error');
  const documents = [...slo.generateRules(specs, { mode: 'sloth' })];
  const expected = rendered(readFileSync(output, 'utf8'));
  const format = /^kind: PrometheusRule$/m.test(expected)
    ? 'operator'
    : 'prometheus';
  const differences = [
    ...errors.map(({ line, message }) => `line ${line}: ${message}`),
    ...slo.compareRules(slo.formatRules(documents, format), expected, {
      ignoreLabels: ['sloth_version', ...EXTRA_LABELS],
    }),
  ];
  rules += documents
    .flatMap(({ groups }) => groups)
    .reduce((sum, group) => sum + group.rules.length, 0);
  if (differences.length === 0) {
    equal += 1;
  } else {
    different.push(name);
    say(`${name}: ${differences.length} differences`);
    differences.slice(0, 5).forEach(line => console.log(`    ${line}`));
  }
}
console.log(
  `${equal} pairs with ${rules} rules are equal, ${different.length} differ`,
);
process.exitCode = different.length === 0 && equal > 0 ? 0 : 1;

/** The text of a Go template of the integration tests. */
function rendered(text) {
  return text
    .replace(/\{\{"(.*?)"\}\}/g, '$1')
    .replace(/\{\{ \.version \}\}/g, 'dev');
}
