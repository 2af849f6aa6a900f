/**
 * The door of `npm start`, `npm test` and `npm run devops`. It runs on Node 20 and newer and uses
 * nothing but Node itself: it makes sure of the pinned Node and Yarn and of the
 * installed dependencies, and hands over to the task.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join, resolve, sep } from 'node:path';
import { run, say, fail, sayTo } from './lib/run.mjs';

const root = resolve(import.meta.dirname, '..');
const toolchain = join(root, '.toolchain');

const YARN = '4.18.1';
/** Newest Node 24 that the registry has for each platform. */
const NODE = {
  'linux-x64': '24.21.0',
  'linux-arm64': '24.21.0',
  'darwin-arm64': '24.18.1',
  'darwin-x64': '24.21.0',
};

const tasks = {
  start: { script: 'scripts/start.mjs', cwd: root },
  test: { script: 'scripts/test.mjs', cwd: root },
  // A command for people and pipes: its files are where they are, and its
  // output is its own.
  devops: {
    script: 'packages/cli/bin/devops',
    cwd: process.env.INIT_CWD ?? process.cwd(),
    quiet: true,
  },
};

const [task, ...args] = process.argv.slice(2);
if (!tasks[task]) {
  fail(`Unknown task "${task}": use ${Object.keys(tasks).join(', ')}.`);
}

if (tasks[task].quiet) {
  sayTo(process.stderr);
}

const environment = await ensureToolchain();
await ensureDependencies(environment);
process.exitCode = await run(
  environment.node,
  [join(root, tasks[task].script), ...args],
  {
    cwd: tasks[task].cwd,
    env: environment.env,
    mayFail: true,
    forwardSignals: true,
  },
);

/** Node 22 or 24 and Yarn 4: the machine's own, or those of the registry. */
async function ensureToolchain() {
  const major = Number(process.versions.node.split('.')[0]);
  // A Node that was fetched here is in the way of being fetched again.
  const isFetched = process.execPath.startsWith(`${toolchain}${sep}`);
  const fits = !isFetched && (major === 22 || major === 24);
  const underYarn = /^yarn\/4\./.test(process.env.npm_config_user_agent ?? '');
  if (fits && underYarn) {
    return { node: process.execPath, env: cleanEnvironment() };
  }

  const wanted = [`@yarnpkg/cli-dist@${YARN}`];
  if (!fits) {
    const platform = `${process.platform}-${process.arch}`;
    if (!NODE[platform]) {
      fail(
        `Node ${process.versions.node} is not supported and there is no Node 24 to fetch for ${platform}. Install Node 24 and try again.`,
      );
    }
    wanted.push(`node-${platform}@${NODE[platform]}`);
  }
  await fetchPackages(wanted);

  const bin = join(toolchain, 'bin');
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  const node = fits
    ? process.execPath
    : join(
        toolchain,
        `node_modules/node-${process.platform}-${process.arch}/bin/node`,
      );
  symlinkSync(node, join(bin, 'node'));
  writeFileSync(
    join(bin, 'yarn'),
    `#!/bin/sh\nexec "${node}" "${join(
      toolchain,
      'node_modules/@yarnpkg/cli-dist/bin/yarn.js',
    )}" "$@"\n`,
    { mode: 0o755 },
  );
  return { node, env: cleanEnvironment(bin) };
}

async function fetchPackages(wanted) {
  const stamp = join(toolchain, 'stamp');
  const content = wanted.join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === content) {
    return;
  }
  say(`Fetching the toolchain: ${wanted.join(', ')}`);
  mkdirSync(toolchain, { recursive: true });
  writeFileSync(
    join(toolchain, 'package.json'),
    JSON.stringify({ private: true }),
  );
  const code = await run(
    'npm',
    [
      'install',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...wanted,
    ],
    {
      cwd: toolchain,
      env: cleanEnvironment(),
      mayFail: true,
      stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    },
  );
  if (code !== 0) {
    fail(
      'The toolchain could not be fetched with npm. Check the network and the registry that npm is set to (`npm ping`), or install Node 24 and Yarn 4 and run `yarn install && yarn start`.',
    );
  }
  writeFileSync(stamp, content);
}

/** Installs what yarn.lock says, unless that has been done already. */
async function ensureDependencies({ env }) {
  const stamp = join(root, 'node_modules/.devops-install');
  const state = installState();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) {
    return;
  }
  say('Installing the dependencies, about two minutes the first time');
  const code = await run('yarn', ['install', '--immutable'], {
    cwd: root,
    env,
    mayFail: true,
    quietUntilFailure: true,
  });
  if (code !== 0) {
    fail(
      'The dependencies could not be installed; the lines above say why. Without a network they cannot be fetched the first time.',
    );
  }
  writeFileSync(stamp, state);
}

function installState() {
  const manifests = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, folder))) {
      manifests.push(`${folder}/${name}/package.json`);
    }
  }
  const hash = createHash('sha256').update(process.version);
  for (const file of manifests.filter(name => existsSync(join(root, name)))) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** Without what npm adds for its scripts, which would confuse Yarn. */
function cleanEnvironment(bin) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(?!config_registry$|config_cafile$)/i.test(name),
    ),
  );
  if (bin) {
    env.PATH = `${bin}${delimiter}${env.PATH}`;
  }
  return env;
}
