/**
 * `npm test`: every check, the quick ones first. Those that leave a core idle
 * run beside each other, the others one after the other.
 *
 * `--only=<name>[,<name>]` runs some of them. A tool that the machine lacks
 * makes a check skip with a word; with CI=true it makes it fail.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run, say, since } from './lib/run.mjs';

const root = resolve(import.meta.dirname, '..');
const ci = process.env.CI === 'true';
const results = mkdtempSync(join(tmpdir(), 'devops-test-'));
const tarballs = join(results, 'tarballs');
const env = {
  ...process.env,
  CI: 'true',
  DEVOPS_TEST_RESULTS: results,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-old-space-size=6144`,
};

const only = process.argv
  .find(argument => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');

/** Each stage starts when the one before has passed; its lanes run together. */
const stages = [
  [
    [
      { name: 'types', command: ['yarn', 'tsc'] },
      {
        name: 'api-reports',
        command: ['node', 'scripts/api-reports.mjs', '--check'],
      },
    ],
    [
      { name: 'format', command: ['yarn', 'prettier', '--check', '.'] },
      { name: 'openapi', command: ['node', 'scripts/openapi.mjs', '--check'] },
      { name: 'lint', command: ['yarn', 'lint'] },
      {
        name: 'slo-proofs',
        command: ['node', 'scripts/slo-proofs.mjs', '--quick'],
        needs: ['promtool', 'amtool'],
      },
      // The journey would build them first, and leave a core idle meanwhile.
      { name: 'pages', command: ['node', 'scripts/build-pages.mjs'] },
    ],
  ],
  stage('unit', ['node', 'scripts/unit-tests.mjs'], ['git', 'rsync']),
  [
    [{ name: 'pack', command: ['node', 'scripts/pack.mjs', tarballs] }],
    [
      {
        name: 'replicas',
        command: ['node', 'bench/replicas.mjs', '--webhooks=2000', '--kills=1'],
      },
    ],
  ],
  // The journey has deadlines: nothing runs beside it.
  stage(
    'journey',
    ['node', 'scripts/journey.mjs'],
    ['chromium', 'git', 'rsync'],
  ),
  stage(
    'install',
    [
      'node',
      'scripts/install-test.mjs',
      ...(runs('pack') ? [`--tarballs=${tarballs}`] : []),
    ],
    ['chromium'],
  ),
];

const started = Date.now();
const totals = { passed: 0, failed: 0, skipped: 0 };

for (const lanes of stages) {
  const passed = await Promise.all(
    lanes.map(lane => runLane(lane, { isAlone: lanes.length === 1 })),
  );
  if (!passed.every(Boolean)) {
    break;
  }
}

rmSync(results, { recursive: true, force: true });
if (ci && totals.skipped > 0) {
  say('Tests were skipped, which CI does not accept');
  totals.failed += totals.skipped;
  totals.skipped = 0;
}
console.log(`\nAll checks in ${since(started)}`);
console.log(
  `tests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`,
);
process.exitCode = totals.failed === 0 ? 0 : 1;

function runs(name) {
  return !only || only.includes(name);
}

function stage(name, command, needs = []) {
  return [[{ name, command, needs }]];
}

/** Whether all of its checks passed or were skipped. */
async function runLane(lane, { isAlone }) {
  for (const check of lane) {
    if (!runs(check.name)) {
      continue;
    }
    if (!(await runCheck(check, { isAlone }))) {
      return false;
    }
  }
  return true;
}

async function runCheck({ name, command, needs = [] }, { isAlone }) {
  const missing = needs.filter(tool => !onPath(tool));
  if (missing.length > 0) {
    say(
      `${name}: ${ci ? 'failed' : 'skipped'}, because ${missing.join(' and ')} is not installed`,
    );
    totals[ci ? 'failed' : 'skipped'] += 1;
    return !ci;
  }
  say(`${name}`);
  const begin = Date.now();
  const [program, ...args] = command;
  const code = await run(program, args, {
    cwd: root,
    env,
    mayFail: true,
    onLine: isAlone
      ? undefined
      : line => console.log(`${name.padEnd(10)} | ${line}`),
  });
  const tests = testResults(name);
  totals.passed += tests?.passed ?? (code === 0 ? 1 : 0);
  totals.failed += tests?.failed ?? (code === 0 ? 0 : 1);
  totals.skipped += tests?.skipped ?? 0;
  say(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${since(begin)}`);
  if (code !== 0) {
    totals.failed ||= 1;
  }
  return code === 0;
}

function onPath(tool) {
  return (
    spawnSync('sh', ['-c', `command -v "${tool}"`], { stdio: 'ignore' })
      .status === 0
  );
}

/** The counts that a check left behind, where it counts single tests. */
function testResults(name) {
  try {
    return JSON.parse(readFileSync(join(results, `${name}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}
