/**
 * `npm start`: the lab (forge, runner, environments) and the portal on this
 * machine, until Ctrl-C.
 *
 * Logs go to the state folder; `--verbose` shows them here as well.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fail, say, since } from './lib/run.mjs';

const root = resolve(import.meta.dirname, '..');
const started = Date.now();
const verbose = process.argv.includes('--verbose');
const home = resolve(process.env.LAB_HOME ?? join(root, '.lab'));
const logs = join(home, 'logs');

const ports = {
  PORTAL_PORT: { fallback: '3000', what: 'the portal' },
  PORTAL_BACKEND_PORT: { fallback: '7007', what: "the portal's backend" },
  LAB_PORT: { fallback: '7080', what: 'the forge of the lab' },
  LAB_ENVIRONMENTS_PORT: { fallback: '7081', what: "the lab's environments" },
};

const env = { ...process.env, LAB_HOME: home, NODE_ENV: 'development' };
for (const [variable, { fallback }] of Object.entries(ports)) {
  env[variable] ??= fallback;
}
const portal = `http://localhost:${env.PORTAL_PORT}`;
const backend = `http://localhost:${env.PORTAL_BACKEND_PORT}`;
const forge = `http://localhost:${env.LAB_PORT}`;
env.LAB_WEBHOOK_URL ??= `${backend}/api/devops/webhooks/gitlab/lab`;

await checkPorts();
mkdirSync(logs, { recursive: true });
mkdirSync(join(home, 'portal'), { recursive: true });

const children = [];
let stopping = false;
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

say(`Starting the lab and the portal (logs in ${logs})`);
launch('lab', process.execPath, ['packages/lab/bin/devops-lab', 'start']);
launch('portal', process.execPath, [
  'node_modules/@backstage/cli/bin/backstage-cli',
  'repo',
  'start',
]);

await until('The lab', `${forge}/-/readiness`);
await until(
  "The portal's backend",
  `${backend}/.backstage/health/v1/readiness`,
);
await until('The portal', portal);
console.log(`
  Ready after ${since(started)}: ${portal}

  Sign in as guest, then Create -> "Node.js service". Forge and fault switch:
  ${forge}. Ctrl-C stops everything; the state stays in ${home}.
`);

async function checkPorts() {
  for (const [variable, { what }] of Object.entries(ports)) {
    const port = Number(env[variable]);
    const free = await new Promise(done => {
      const server = createServer();
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
    });
    if (!free) {
      fail(
        `Port ${port}, which ${what} needs, is taken. Stop what uses it, or choose another one: ${variable}=${port + 10000} npm start`,
      );
    }
  }
}

/** Starts a child in a process group of its own, so that all of it can be stopped. */
function launch(name, command, args) {
  const file = join(logs, `${name}.log`);
  const log = createWriteStream(file);
  const child = spawn(command, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      log.write(chunk);
      if (verbose) {
        process.stdout.write(chunk);
      }
    });
  }
  child.on('exit', code => {
    if (!stopping) {
      const tail = readFileSync(file, 'utf8').split('\n').slice(-30).join('\n');
      process.stderr.write(`${tail}\n`);
      console.error(
        `\u2716 The ${name} ended unexpectedly (code ${code}); the last lines of ${file} are above.`,
      );
      stop(1);
    }
  });
  children.push(child);
}

/** Waits until a URL answers below 500. */
async function until(what, url) {
  const begin = Date.now();
  let told = begin;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer && answer.status < 400) {
      say(`${what} answers (${since(started)})`);
      return;
    }
    if (Date.now() - told > 15_000) {
      told = Date.now();
      say(`Waiting for ${what.toLowerCase()} (${since(started)})`);
    }
    if (Date.now() - begin > 300_000) {
      console.error(
        `\u2716 ${what} did not answer on ${url} within 5 minutes; see ${logs}.`,
      );
      await stop(1);
    }
    await new Promise(done => setTimeout(done, 250));
  }
}

/** Ends every process group, first politely, and then this program. */
async function stop(code) {
  if (stopping) {
    return;
  }
  stopping = true;
  say('Stopping');
  const signalAll = signal => {
    for (const child of children) {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // The group has ended already.
      }
    }
  };
  signalAll('SIGTERM');
  const ended = Promise.all(
    children.map(
      child =>
        child.exitCode !== null ||
        child.signalCode !== null ||
        new Promise(done => child.once('exit', done)),
    ),
  );
  await Promise.race([ended, new Promise(done => setTimeout(done, 10_000))]);
  signalAll('SIGKILL');
  process.exit(code);
}
