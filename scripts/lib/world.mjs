/**
 * The lab and the portal as child processes: what `npm start` shows and what
 * the journey drives.
 */
import { spawn } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
} from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { buildPages } from './pages.mjs';
import { isFree, ports } from './ports.mjs';
import { say, since } from './run.mjs';

const root = resolve(import.meta.dirname, '../..');

export class World {
  #children = new Map();
  #stopping = false;
  #started = Date.now();
  #verbose;

  constructor({ env = {}, verbose = false, onUnexpectedExit } = {}) {
    this.#verbose = verbose;
    this.onUnexpectedExit = onUnexpectedExit;
    this.home = resolve(
      env.LAB_HOME ?? process.env.LAB_HOME ?? join(root, '.lab'),
    );
    this.logs = join(this.home, 'logs');
    this.env = {
      ...process.env,
      ...env,
      LAB_HOME: this.home,
      NODE_ENV: 'development',
    };
    for (const [variable, { fallback }] of Object.entries(ports)) {
      this.env[variable] ??= fallback;
    }
    this.portal = `http://localhost:${this.env.PORTAL_PORT}`;
    this.forge = `http://localhost:${this.env.LAB_PORT}`;
    this.environments = `http://localhost:${this.env.LAB_ENVIRONMENTS_PORT}`;
    this.env.LAB_PORTAL_URL ??= this.portal;
    this.env.LAB_WEBHOOK_URL ??= `${this.portal}/api/devops/webhooks/gitlab/lab`;
    this.env.LAB_ALERT_WEBHOOK_URL ??= `${this.portal}/api/devops/webhooks/alertmanager/alertmanager-lab`;
  }

  /** Throws with the way out when a port is taken. */
  async checkPorts() {
    for (const [variable, { what }] of Object.entries(ports)) {
      const port = Number(this.env[variable]);
      if (!(await isFree(port))) {
        throw new Error(
          `Port ${port}, which ${what} needs, is taken. Stop what uses it, or choose another one: ${variable}=${port + 10000} npm start`,
        );
      }
    }
  }

  /** Starts everything and resolves when the portal answers. */
  async start() {
    await this.checkPorts();
    mkdirSync(this.logs, { recursive: true });
    mkdirSync(join(this.home, 'portal'), { recursive: true });
    this.#started = Date.now();
    this.launch('lab');
    await buildPages(this.env);
    // What the catalog cannot read at its start it tries again a minute later.
    await this.ready('lab');
    this.launch('portal');
    await this.ready('portal');
    await this.ready('catalog');
  }

  launch(name) {
    const { command, cwd } = {
      lab: { command: [join(root, 'packages/lab/bin/devops-lab'), 'start'] },
      // Without the watcher of the CLI, which outlives a backend that crashed.
      portal: {
        command: [
          '--require',
          join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
          'src/index.ts',
          ...this.#configs().flatMap(file => ['--config', join(root, file)]),
        ],
        cwd: join(root, 'packages/backend'),
      },
    }[name];
    const file = join(this.logs, `${name}.log`);
    const log = createWriteStream(file, { flags: 'a' });
    const child = spawn(process.execPath, command, {
      cwd: cwd ?? root,
      env: this.env,
      // A process group of its own, so that all of it can be stopped.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        log.write(chunk);
        if (this.#verbose) {
          process.stdout.write(chunk);
        }
      });
    }
    child.on('exit', code => {
      if (!this.#stopping && this.#children.get(name) === child) {
        const tail = readFileSync(file, 'utf8')
          .split('\n')
          .slice(-30)
          .join('\n');
        this.onUnexpectedExit?.(
          `The ${name} ended unexpectedly (code ${code}). The last lines of ${file}:\n${tail}`,
        );
      }
    });
    this.#children.set(name, child);
  }

  /** Whether the lab has an Alertmanager, which Prometheus tells of alerts. */
  get isAlerting() {
    return (
      this.#hasMonitoring('prometheus') &&
      this.#hasMonitoring('alertmanager', 'prometheus-alertmanager')
    );
  }

  #configs() {
    return [
      'app-config.yaml',
      ...(this.#hasMonitoring('prometheus')
        ? ['app-config.prometheus.yaml']
        : []),
      ...(this.isAlerting ? ['app-config.alertmanager.yaml'] : []),
    ];
  }

  /** The lab starts what is installed. */
  #hasMonitoring(...programs) {
    const folders = (this.env.PATH ?? '').split(delimiter).filter(Boolean);
    return (
      this.env.LAB_MONITORING !== 'false' &&
      programs.some(program =>
        folders.some(folder => existsSync(join(folder, program))),
      )
    );
  }

  /** Waits until a part is of use; says so while it takes long. */
  async ready(name) {
    const { what, isReady } = {
      lab: { what: 'the lab', isReady: () => this.#hasOrganisation() },
      portal: { what: 'the portal', isReady: () => this.#answers() },
      catalog: { what: 'the catalog', isReady: () => this.#hasComponents() },
    }[name];
    const begin = Date.now();
    let told = begin;
    while (!(await isReady().catch(() => false))) {
      if (Date.now() - told > 10_000) {
        told = Date.now();
        say(`Waiting for ${what} (${since(this.#started)})`);
      }
      if (Date.now() - begin > 300_000) {
        throw new Error(
          `${what} was not ready within 5 minutes; see ${this.logs}`,
        );
      }
      await new Promise(done => setTimeout(done, 250));
    }
  }

  /** Whether the catalog has something to read, if there are to be examples. */
  async #hasOrganisation() {
    const { state, projects } = await read(`${this.forge}/api/lab/seed`);
    return (
      state !== 'running' ||
      projects.find(({ project }) => project === 'shop/catalog')?.done
    );
  }

  async #answers() {
    await read(`${this.portal}/.backstage/health/v1/readiness`);
    return true;
  }

  async #hasComponents() {
    const { state } = await read(`${this.forge}/api/lab/seed`);
    if (state === 'off' || state === 'failed') {
      return true;
    }
    const { backstageIdentity } = await read(
      `${this.portal}/api/auth/guest/refresh`,
      { method: 'POST' },
    );
    const { facets } = await read(
      `${this.portal}/api/catalog/entity-facets?facet=kind`,
      { headers: { authorization: `Bearer ${backstageIdentity.token}` } },
    );
    return facets.kind.some(({ value }) => value === 'Component');
  }

  /** Ends one part at once, as a crash would. */
  async kill(name) {
    const child = this.#children.get(name);
    this.#children.delete(name);
    const gone = exited(child);
    process.kill(-child.pid, 'SIGKILL');
    await gone;
  }

  /** Ends every process group, first politely. */
  async stop() {
    this.#stopping = true;
    const children = [...this.#children.values()];
    signal(children, 'SIGTERM');
    await Promise.race([
      Promise.all(children.map(exited)),
      new Promise(done => setTimeout(done, 10_000)),
    ]);
    signal(children, 'SIGKILL');
  }
}

async function read(url, options) {
  const answer = await fetch(url, {
    ...options,
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}`);
  }
  return answer.json();
}

function signal(children, name) {
  for (const child of children) {
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group has ended already.
    }
  }
}

function exited(child) {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise(done => child.once('exit', done));
}
