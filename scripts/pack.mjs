/**
 * Builds the packages and packs them as they would be published, into the
 * folder that is named: `node scripts/pack.mjs <folder>`.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, run } from './lib/run.mjs';

const root = resolve(import.meta.dirname, '..');
const [folder] = process.argv.slice(2);
if (!folder) {
  fail('Name the folder that the tarballs go to');
}
mkdirSync(folder, { recursive: true });
const options = { cwd: root, quietUntilFailure: true };
await run('yarn', ['backstage-cli', 'repo', 'build'], options);
await run(
  'yarn',
  [
    ...['workspaces', 'foreach', '--all', '--parallel', '--jobs=2'],
    ...['--include=@backstage-devops/plugin-*', 'pack'],
    `--out=${join(resolve(folder), '%s.tgz')}`,
  ],
  options,
);
