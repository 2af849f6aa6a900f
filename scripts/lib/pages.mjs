/** The pages of the portal, built for production. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { run, say } from './run.mjs';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'node_modules/@backstage/cli/bin/backstage-cli');

/** Builds the pages, unless their sources are those of the last build. */
export async function buildPages(env = process.env) {
  const stamp = join(root, 'packages/app/dist/.sources');
  const sources = await hashOf([
    'yarn.lock',
    'packages/app',
    'plugins/devops',
    'plugins/devops-common',
  ]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) {
    return;
  }
  say('Building the pages of the portal');
  await run(process.execPath, [cli, 'package', 'build'], {
    cwd: join(root, 'packages/app'),
    env: { ...env, NODE_ENV: 'production' },
    quietUntilFailure: true,
  });
  writeFileSync(stamp, sources);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const add = path => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) {
        if (!['dist', 'node_modules'].includes(name)) {
          add(join(path, name));
        }
      }
    } else {
      hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  };
  paths.forEach(path => add(join(root, path)));
  return hash.digest('hex');
}
