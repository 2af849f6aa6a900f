/** Starts and ends backends. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './ports.mjs';

const root = resolve(import.meta.dirname, '../..');
const QUIET = /Another process is already|incomingRequest/;

/** What all backends of a measurement share. */
export function createSecrets() {
  const key = randomBytes(32);
  return {
    key,
    signingToken: `whsec_${key.toString('base64')}`,
    service: randomBytes(24).toString('base64'),
  };
}

export class Portal {
  #child;
  #options;
  #folder = mkdtempSync(join(tmpdir(), 'devops-portal-'));
  #lines = [];

  constructor(options) {
    this.#options = options;
  }

  /** Resolves when it takes webhooks. */
  async start() {
    const { name, postgres, forge, secrets, components, asUserOf } =
      this.#options;
    this.port ??= await freePort();
    this.url = `http://127.0.0.1:${this.port}/api/devops/webhooks/gitlab/bench`;
    const config = {
      app: { baseUrl: 'http://localhost' },
      backend: {
        baseUrl: `http://127.0.0.1:${this.port}`,
        listen: { host: '127.0.0.1', port: this.port },
        database: postgres
          ? { client: 'pg', connection: postgres.connection }
          : {
              client: 'better-sqlite3',
              connection: { directory: this.#folder },
            },
        auth: { keys: [{ secret: secrets.service }] },
      },
      ...(asUserOf && {
        permission: { enabled: true },
        auth: {
          providers: {
            guest: {
              userEntityRef: 'user:default/reader',
              ownershipEntityRefs: ['user:default/reader', ...asUserOf],
              dangerouslyAllowOutsideDevelopment: true,
            },
          },
        },
      }),
      integrations: {
        gitlab: [
          {
            host: forge.host,
            baseUrl: `http://${forge.host}`,
            apiBaseUrl: `http://${forge.host}/api/v4`,
            // The forge knows by it who asks.
            token: name,
          },
        ],
      },
      devops: {
        catalog: { refreshInterval: { hours: 1 } },
        providers: {
          gitlab: {
            bench: {
              host: forge.host,
              sweepInterval: { hours: 1 },
              webhook: { signingToken: secrets.signingToken },
            },
          },
        },
      },
    };
    const file = join(this.#folder, 'app-config.json');
    writeFileSync(file, JSON.stringify(config));
    const child = spawn(
      process.execPath,
      [
        ...(this.#options.nodeOptions ?? []),
        '--require',
        join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        join(root, 'bench/lib/portal.ts'),
        '--config',
        file,
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          NODE_ENV: 'production',
          BENCH_PORTAL: JSON.stringify({
            components,
            host: forge.host,
            withUsers: Boolean(asUserOf),
          }),
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => this.#note(String(chunk)));
    }
    await new Promise((done, fail) => {
      child.on('message', message => message.ready && done());
      child.once('exit', code =>
        fail(
          new Error(`${name} ended with ${code}:\n${this.#lines.join('\n')}`),
        ),
      );
    });
  }

  /** Of the devops plugin, where there is no PostgreSQL. */
  get databaseFile() {
    return join(this.#folder, 'devops.sqlite');
  }

  get log() {
    return this.#lines.join('\n');
  }

  #note(text) {
    this.#lines.push(
      ...text.split('\n').filter(line => line && !QUIET.test(line)),
    );
    this.#lines.splice(0, this.#lines.length - 2_000);
  }

  /** Forgets what was measured so far. */
  reset() {
    this.#child.send('reset');
  }

  stats() {
    return new Promise(done => {
      const take = message => {
        if (message.stats) {
          this.#child.off('message', take);
          done(message.stats);
        }
      };
      this.#child.on('message', take);
      this.#child.send('stats');
    });
  }

  /** Ends it at once, as a crash would. */
  async kill(signal = 'SIGKILL') {
    const child = this.#child;
    child.removeAllListeners('exit');
    child.on('error', () => {});
    const gone = new Promise(done => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  async stop() {
    if (this.#child && this.#child.exitCode === null && !this.#child.killed) {
      await this.kill('SIGTERM');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
