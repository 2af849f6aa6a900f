/**
 * Packs our packages, makes a new portal with `@backstage/create-app`, follows
 * the steps of the README and looks for the cards: once with the new frontend
 * system and once with the old one.
 *
 * `--keep` keeps portals and tarballs, `--tarballs=<folder>` uses such again.
 */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { collectConsoleErrors, openBrowser } from './lib/browser.mjs';
import { servePackages } from './lib/packageRegistry.mjs';
import { readmeSteps, step } from './lib/readmeSteps.mjs';
import { run, say } from './lib/run.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'devops-install-'));
const keep = process.argv.includes('--keep');
const packed = process.argv
  .find(argument => argument.startsWith('--tarballs='))
  ?.slice('--tarballs='.length);
const steps = readmeSteps(join(root, 'README.md'));
let ports = 17_300;
/** Portals that run, to be stopped when the other one fails. */
const running = new Set();
process.on('exit', () => running.forEach(pid => signal(pid, 'SIGTERM')));

try {
  const tarballs = packed ?? (await pack());
  const registry = await servePackages(tarballs);
  try {
    await testPortal('new', [], registry);
    await testPortal('legacy', ['--legacy'], registry);
  } finally {
    registry.close();
  }
} finally {
  if (!keep) {
    // A portal has a quarter of a million files: nobody has to wait for that.
    spawn('rm', ['-rf', folder], { detached: true, stdio: 'ignore' }).unref();
  }
}

async function pack() {
  say('Building and packing the packages');
  const target = join(folder, 'tarballs');
  await run(process.execPath, [join(root, 'scripts/pack.mjs'), target]);
  return target;
}

async function testPortal(name, flags, registry) {
  say(`Making a ${name} portal`);
  const portal = join(folder, name);
  const env = {
    ...process.env,
    CI: '',
    GITLAB_TOKEN: 'unused',
    GITLAB_WEBHOOK_SECRET: 'unused',
  };
  await run(
    'sh',
    [
      '-c',
      `echo portal | node "${root}/node_modules/@backstage/create-app/bin/backstage-create-app" ${flags.join(' ')} --skip-install --path "${portal}"`,
    ],
    { cwd: folder, env, quietUntilFailure: true },
  );
  prepareForThisMachine(portal, registry);
  if (name === 'legacy') {
    takeInstalled({ from: join(folder, 'new'), to: portal });
  }

  say(`Following the README in the ${name} portal`);
  await run('sh', ['-ec', step(steps, 'yarn --cwd packages/backend add')], {
    cwd: portal,
    env,
    quietUntilFailure: true,
  });
  edit(join(portal, 'packages/backend/src/index.ts'), text =>
    text.replace(
      'backend.start();',
      `${step(steps, 'packages/backend/src/index.ts')}\nbackend.start();`,
    ),
  );
  mergeConfig(join(portal, 'app-config.yaml'), step(steps, 'app-config.yaml'));
  if (name === 'legacy') {
    edit(
      join(portal, 'packages/app/src/components/catalog/EntityPage.tsx'),
      text =>
        text
          .replace(
            'const techdocsContent',
            `${step(steps, 'EntityPage.tsx')}\nconst techdocsContent`,
          )
          .replace(
            '    <Grid item md={4} xs={12}>\n      <EntityLinksCard />',
            `${step(steps, 'overviewContent')}$&`,
          )
          .replaceAll(
            '    <EntityLayout.Route path="/ci-cd"',
            `${step(steps, 'serviceEntityPage')}$&`,
          ),
    );
    await run('yarn', ['tsc'], { cwd: portal, env, quietUntilFailure: true });
  }
  await lookAt(portal, name, env);
}

/** What both portals need is fetched, resolved and unpacked once. */
function takeInstalled({ from, to }) {
  const modules = ['.', 'packages/app', 'packages/backend']
    .map(path => join(path, 'node_modules'))
    .filter(path => existsSync(join(from, path)));
  for (const path of ['yarn.lock', ...modules]) {
    rmSync(join(to, path), { recursive: true, force: true });
    renameSync(join(from, path), join(to, path));
  }
}

/** What a machine without a compiler and without our published packages needs. */
function prepareForThisMachine(portal, registry) {
  edit(join(portal, '.yarnrc.yml'), text =>
    stringify({
      ...parse(text),
      // The pinned Yarn, with patience for slow registries.
      yarnPath: undefined,
      httpTimeout: 300_000,
      httpRetry: 10,
      npmMinimalAgeGate: 0,
      npmPreapprovedPackages: ['@backstage/*', '@backstage-devops/*'],
      enableScripts: false,
      unsafeHttpWhitelist: ['127.0.0.1'],
      npmScopes: { 'backstage-devops': { npmRegistryServer: registry.url } },
    }),
  );
  const ours = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  edit(join(portal, 'package.json'), text => {
    const manifest = JSON.parse(text);
    Object.assign(manifest.resolutions, releasedTogether(), ours.resolutions);
    return JSON.stringify(manifest, null, 2);
  });
  for (const name of ['app', 'backend']) {
    edit(join(portal, 'packages', name, 'package.json'), text =>
      text.replace(/("@backstage\/[^"]+": ")\^/g, '$1'),
    );
  }
  const app = ports;
  const backend = ports + 1;
  ports += 2;
  writeFileSync(
    join(portal, 'app-config.local.yaml'),
    stringify({
      app: { baseUrl: `http://localhost:${app}` },
      backend: {
        baseUrl: `http://localhost:${backend}`,
        listen: { port: backend, host: '127.0.0.1' },
        cors: { origin: `http://localhost:${app}` },
      },
      integrations: { github: [] },
    }),
  );
}

/**
 * The Backstage packages as our lock file has them. A release of Backstage is a
 * set of versions: while the next one is being published, ranges would mix the
 * two. Whoever makes a portal gets the set from the release's own lock file,
 * which cannot be fetched here.
 */
function releasedTogether() {
  const lock = parse(readFileSync(join(root, 'yarn.lock'), 'utf8'));
  const versions = new Map();
  for (const { resolution, version } of Object.values(lock)) {
    const name = /^(@backstage\/[^@]+)@npm:/.exec(resolution ?? '')?.[1];
    if (name) {
      versions.set(name, [...(versions.get(name) ?? []), version]);
    }
  }
  return Object.fromEntries(
    [...versions].flatMap(([name, all]) =>
      all.length === 1 ? [[name, all[0]]] : [],
    ),
  );
}

function edit(file, change) {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) {
    throw new Error(`Nothing to change in ${file}: has the template changed?`);
  }
  writeFileSync(file, after);
}

function mergeConfig(file, addition) {
  edit(file, text => {
    const config = parse(text);
    const { integrations, ...rest } = parse(addition);
    return stringify({
      ...config,
      ...rest,
      integrations: { ...config.integrations, ...integrations },
    });
  });
}

async function lookAt(portal, name, env) {
  say(`Starting the ${name} portal`);
  const config = parse(
    readFileSync(join(portal, 'app-config.local.yaml'), 'utf8'),
  );
  const output = [];
  const child = spawn('yarn', ['start'], { cwd: portal, env, detached: true });
  running.add(child.pid);
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => output.push(chunk));
  const browser = await openBrowser();
  try {
    await answers(`${config.backend.baseUrl}/.backstage/health/v1/readiness`);
    await answers(config.app.baseUrl);
    const page = await browser.newPage({
      viewport: { width: 1400, height: 1000 },
    });
    // Pages that are compiled when they are asked for take their time.
    page.setDefaultTimeout(120_000);
    const errors = collectConsoleErrors(page);
    await page.goto(
      `${config.app.baseUrl}/catalog/default/component/example-website`,
    );
    await page.getByRole('button', { name: 'Enter' }).click();
    for (const title of ['Delivery', 'SLOs']) {
      await page.getByText(title, { exact: true }).first().waitFor();
    }
    await page.getByText('Deployments', { exact: true }).first().waitFor();
    const target = join(root, 'e2e/screenshots');
    mkdirSync(target, { recursive: true });
    await page.screenshot({ path: join(target, `install-${name}.png`) });
    const ours = errors.filter(error => /devops/i.test(error));
    if (ours.length > 0) {
      throw new Error(`The browser reported: ${ours.join('\n')}`);
    }
    say(`The ${name} portal shows the cards`);
  } catch (error) {
    // Our own questions whether it is ready would bury what went wrong.
    const lines = Buffer.concat(output).toString('utf8').split('\n');
    const telling = lines.filter(line => !line.includes('health/v1/readiness'));
    process.stderr.write(`${telling.slice(-150).join('\n')}\n`);
    throw error;
  } finally {
    await browser.close();
    await stop(child);
  }
}

/** Ends a portal; one that takes its time over farewells is cut short. */
async function stop(child) {
  running.delete(child.pid);
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise(done => child.once('exit', done));
  signal(child.pid, 'SIGTERM');
  const insist = setTimeout(() => signal(child.pid, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(insist);
}

/** Signals a portal with all that it started, if it is still there. */
function signal(pid, name) {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

async function answers(url) {
  const end = Date.now() + 240_000;
  while (Date.now() < end) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await new Promise(done => setTimeout(done, 500));
  }
  throw new Error(`${url} did not answer within 4 minutes`);
}
