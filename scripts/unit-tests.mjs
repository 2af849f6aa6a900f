/**
 * Runs every jest suite of the workspace on SQLite and on a PostgreSQL that is
 * started for it. Further arguments go to `backstage-cli repo test`.
 */
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './lib/run.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'devops-unit-'));
const output = join(folder, 'jest.json');

try {
  const code = await run(
    process.execPath,
    [
      'scripts/with-postgres.mjs',
      process.execPath,
      'node_modules/@backstage/cli/bin/backstage-cli',
      'repo',
      'test',
      '--ci',
      `--config=${join(root, 'scripts/lib/jestConfig.cjs')}`,
      '--maxWorkers=2',
      // Suites leave much behind; a worker that is full of it is slow.
      '--workerIdleMemoryLimit=1GB',
      // A busy machine is slow; what hangs ends all the same.
      '--testTimeout=30000',
      `--testSequencer=${join(root, 'scripts/lib/longestFirst.cjs')}`,
      '--json',
      `--outputFile=${output}`,
      ...process.argv.slice(2),
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        // Without it the CLI runs what changed since the last commit only.
        CI: 'true',
        // The databases are those that are started here, never containers.
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      },
      mayFail: true,
    },
  );
  report();
  process.exitCode = code;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report() {
  const target = process.env.DEVOPS_TEST_RESULTS;
  if (!target) {
    return;
  }
  const result = JSON.parse(readFileSync(output, 'utf8'));
  writeFileSync(
    join(target, 'unit.json'),
    JSON.stringify({
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    }),
  );
}
