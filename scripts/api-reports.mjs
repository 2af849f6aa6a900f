/**
 * Writes the API reports of the published packages from the declarations that
 * `yarn tsc` leaves; `--check` compares instead. The declarations must be those
 * of a full run: in an incremental one the order of inferred types varies.
 */
import { resolve } from 'node:path';
import { run } from './lib/run.mjs';

const root = resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');

process.exitCode = await run(
  'yarn',
  [
    'backstage-repo-tools',
    'api-reports',
    ...(check ? ['--ci'] : []),
    '--include',
    'plugins/*',
    // The model of common names the schemas of the generated file, which is not
    // exported; the test utilities of node name types of its main entry.
    '--allow-warnings',
    'plugins/devops-common,plugins/devops-node,plugins/devops',
    '-o',
    'ae-wrong-input-file-type,ae-undocumented',
  ],
  { cwd: root, mayFail: true },
);
