import { ChildProcess, spawn } from 'child_process';
import { createWriteStream } from 'fs';
import { readFile } from 'fs/promises';
import { dirname, join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { ownerMark } from '../leftovers';
import { freePort, hasExited, stopGroup } from '../processes';

export interface ServiceRelease {
  environment: string;
  service: string;
  version: string;
  revision: string;
  /** Folder with the unpacked release. */
  directory: string;
  deployedAt: string;
}

const HEALTH_TIMEOUT_MS = 15_000;
const HEALTH_INTERVAL_MS = 100;

/** One running release: its process, its port and its log. */
export class ServiceProcess {
  readonly release: ServiceRelease;
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(
    release: ServiceRelease,
    port: number,
    child: ChildProcess,
  ) {
    this.release = release;
    this.port = port;
    this.#child = child;
  }

  /**
   * Starts a release and waits until it is healthy.
   *
   * @throws Error with the end of the service's own output when it does not get there
   */
  static async start(
    release: ServiceRelease,
    labHome: string,
  ): Promise<ServiceProcess> {
    const port = await freePort();
    const [command, args] = await startCommand(release.directory);
    const child = spawn(command, args, {
      cwd: release.directory,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
        HOME: process.env.HOME,
        LANG: process.env.LANG,
        ...ownerMark(labHome),
        NODE_ENV: 'production',
        PORT: String(port),
        HOST: '127.0.0.1',
        SERVICE_NAME: release.service,
        ENVIRONMENT: release.environment,
        VERSION: release.version,
        REVISION: release.revision,
      },
    });
    const output = collectOutput(child, `${release.directory}.log`);
    const service = new ServiceProcess(release, port, child);
    const problem = await service.#waitForHealth();
    if (problem) {
      await service.stop();
      throw new Error(
        `${release.service} ${release.version} did not become healthy in ${release.environment}: ${problem}. Its last output:\n${output()}`,
      );
    }
    return service;
  }

  get running(): boolean {
    return !hasExited(this.#child);
  }

  stop(): Promise<void> {
    return stopGroup(this.#child);
  }

  /** Answers what is wrong, or undefined once `/healthz` answers 200. */
  async #waitForHealth(): Promise<string | undefined> {
    const deadline = Date.now() + HEALTH_TIMEOUT_MS;
    let last = 'no answer';
    let failure: string | undefined;
    this.#child.once('error', error => {
      failure = error.message;
    });
    while (Date.now() < deadline) {
      if (failure || !this.running) {
        return failure ?? `it ended with exit code ${this.#child.exitCode}`;
      }
      try {
        const response = await fetch(`http://127.0.0.1:${this.port}/healthz`, {
          signal: AbortSignal.timeout(2000),
        });
        await response.arrayBuffer();
        if (response.status === 200) {
          return undefined;
        }
        last = `status ${response.status}`;
      } catch {
        // Not listening yet.
      }
      await sleep(HEALTH_INTERVAL_MS);
    }
    return `/healthz gave ${last} for ${HEALTH_TIMEOUT_MS / 1000} s`;
  }
}

async function startCommand(directory: string): Promise<[string, string[]]> {
  try {
    const manifest: { scripts?: { start?: string } } = JSON.parse(
      await readFile(join(directory, 'package.json'), 'utf8'),
    );
    if (manifest.scripts?.start) {
      return ['sh', ['-c', `exec ${manifest.scripts.start}`]];
    }
  } catch {
    // Without a readable package.json the default entry is used.
  }
  return [process.execPath, ['src/server.js']];
}

function collectOutput(child: ChildProcess, logFile: string): () => string {
  const log = createWriteStream(logFile, { flags: 'a' });
  let tail = '';
  const take = (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-2000);
    log.write(chunk);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  child.once('close', () => log.end());
  return () => tail.trim() || '(none)';
}
