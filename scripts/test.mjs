/**
 * `npm test`: every check, one after the other, the quick ones first.
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
const env = {
  ...process.env,
  CI: 'true',
  DEVOPS_TEST_RESULTS: results,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-old-space-size=6144`,
};

const checks = [
  { name: 'format', command: ['yarn', 'prettier', '--check', '.'] },
  { name: 'openapi', command: ['node', 'scripts/openapi.mjs', '--check'] },
  { name: 'types', command: ['yarn', 'tsc'] },
  { name: 'lint', command: ['yarn', 'lint'] },
  {
    name: 'api-reports',
    command: ['node', 'scripts/api-reports.mjs', '--check'],
  },
  {
    name: 'unit',
    command: ['node', 'scripts/unit-tests.mjs'],
    needs: ['git', 'rsync'],
  },
  {
    name: 'slo-proofs',
    command: ['node', 'scripts/slo-proofs.mjs', '--quick'],
    needs: ['promtool', 'amtool'],
  },
  {
    name: 'replicas',
    command: ['node', 'bench/replicas.mjs', '--webhooks=2000', '--kills=1'],
  },
  {
    name: 'install',
    command: ['node', 'scripts/install-test.mjs'],
    needs: ['chromium'],
  },
  {
    name: 'journey',
    command: ['node', 'scripts/journey.mjs'],
    needs: ['chromium', 'git', 'rsync'],
  },
];

const only = process.argv
  .find(argument => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const started = Date.now();
const totals = { passed: 0, failed: 0, skipped: 0 };

for (const check of checks) {
  if (only && !only.includes(check.name)) {
    continue;
  }
  const missing = (check.needs ?? []).filter(tool => !onPath(tool));
  if (missing.length > 0) {
    say(
      `${check.name}: ${ci ? 'failed' : 'skipped'}, because ${missing.join(' and ')} is not installed`,
    );
    totals[ci ? 'failed' : 'skipped'] += 1;
    if (ci) {
      break;
    }
    continue;
  }

  say(`${check.name}`);
  const begin = Date.now();
  const [command, ...args] = check.command;
  const code = await run(command, args, { cwd: root, env, mayFail: true });
  const tests = testResults(check.name);
  totals.passed += tests?.passed ?? (code === 0 ? 1 : 0);
  totals.failed += tests?.failed ?? (code === 0 ? 0 : 1);
  totals.skipped += tests?.skipped ?? 0;
  say(`${check.name}: ${code === 0 ? 'passed' : 'FAILED'} in ${since(begin)}`);
  if (code !== 0) {
    totals.failed ||= 1;
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
