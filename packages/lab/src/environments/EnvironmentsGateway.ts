import { readFileSync } from 'fs';
import { mkdir, readdir, rename, rm, writeFile } from 'fs/promises';
import { dirname, join } from 'path';
import { Readable } from 'stream';
import { toError } from '@backstage/errors';
import { Logger } from '../logger';
import { ServiceProcess, ServiceRelease } from './ServiceProcess';
import { unpackRelease } from './unpackRelease';

/** What the gateway does to the requests of one service. */
export interface Fault {
  /** Share of requests that are answered with 503, from 0 to 1. */
  errorRate: number;
  /** Delay before a request goes on, in milliseconds. */
  latencyMs: number;
}

export interface ServiceStatus {
  environment: string;
  service: string;
  version: string;
  revision: string;
  deployedAt: string;
  url: string;
  running: boolean;
  fault: Fault | null;
}

interface Snapshot {
  releases: ServiceRelease[];
  faults: Record<string, Fault>;
}

const KEPT_RELEASES = 3;

function key(environment: string, service: string): string {
  return `${environment}/${service}`;
}

/** The environments: which release of each service runs where, and its faults. */
export class EnvironmentsGateway {
  readonly #labHome: string;
  readonly #home: string;
  readonly #url: string;
  readonly #logger: Logger;
  readonly #releases = new Map<string, ServiceRelease>();
  readonly #processes = new Map<string, ServiceProcess>();
  readonly #faults = new Map<string, Fault>();
  /** What is owed of the error rate, so that 0.5 means every second request. */
  readonly #errorDebt = new Map<string, number>();
  readonly #deploying = new Map<string, Promise<unknown>>();
  readonly #listeners: (() => void)[] = [];
  #saving: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: { home: string; url: string; logger: Logger }) {
    this.#labHome = options.home;
    this.#home = join(options.home, 'environments');
    this.#url = options.url;
    this.#logger = options.logger;
    this.#load();
  }

  /** Starts again what ran when the lab ended. */
  async start(): Promise<void> {
    for (const [name, release] of this.#releases) {
      try {
        this.#processes.set(
          name,
          await ServiceProcess.start(release, this.#labHome),
        );
      } catch (error) {
        this.#logger.warn(toError(error).message);
      }
    }
    this.#changed();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.allSettled(this.#deploying.values());
    await Promise.all(
      [...this.#processes.values()].map(service => service.stop()),
    );
    await this.#saving;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  list(): ServiceStatus[] {
    return [...this.#releases.entries()]
      .map(([name, release]) => ({
        environment: release.environment,
        service: release.service,
        version: release.version,
        revision: release.revision,
        deployedAt: release.deployedAt,
        url: this.#serviceUrl(release),
        running: this.#processes.get(name)?.running ?? false,
        fault: this.#faults.get(name) ?? null,
      }))
      .sort((a, b) => a.url.localeCompare(b.url));
  }

  /** Where the files of what runs are. */
  releases(): Array<
    Pick<ServiceRelease, 'environment' | 'service' | 'directory'>
  > {
    return [...this.#releases.values()];
  }

  port(environment: string, service: string): number | undefined {
    return this.#processes.get(key(environment, service))?.port;
  }

  isDeployed(environment: string, service: string): boolean {
    return this.#releases.has(key(environment, service));
  }

  setFault(environment: string, service: string, fault?: Fault): void {
    const name = key(environment, service);
    this.#errorDebt.delete(name);
    if (fault) {
      this.#faults.set(name, fault);
    } else {
      this.#faults.delete(name);
    }
    this.#save();
  }

  /** What the next request of a service has to suffer. */
  nextFault(
    environment: string,
    service: string,
  ): { fails: boolean; latencyMs: number } {
    const name = key(environment, service);
    const fault = this.#faults.get(name);
    if (!fault) {
      return { fails: false, latencyMs: 0 };
    }
    const debt = (this.#errorDebt.get(name) ?? 0) + fault.errorRate;
    const fails = debt >= 1 - 1e-9;
    this.#errorDebt.set(name, fails ? debt - 1 : debt);
    return { fails, latencyMs: fault.latencyMs };
  }

  /**
   * Unpacks and starts a release, then switches to it. The release before keeps
   * serving until the new one is healthy, and for good when it never is.
   */
  deploy(
    target: Pick<
      ServiceRelease,
      'environment' | 'service' | 'version' | 'revision'
    >,
    upload: Readable,
  ): Promise<ServiceStatus> {
    const name = key(target.environment, target.service);
    const before = this.#deploying.get(name) ?? Promise.resolve();
    const deployment = before
      .catch(() => {})
      .then(() => this.#deployNow(name, target, upload));
    this.#deploying.set(name, deployment);
    return deployment;
  }

  async #deployNow(
    name: string,
    target: Pick<
      ServiceRelease,
      'environment' | 'service' | 'version' | 'revision'
    >,
    upload: Readable,
  ): Promise<ServiceStatus> {
    if (this.#stopped) {
      throw new Error('The lab is stopping');
    }
    const release: ServiceRelease = {
      ...target,
      deployedAt: new Date().toISOString(),
      directory: join(this.#home, name, `release-${Date.now()}`),
    };
    await unpackRelease(upload, release.directory);
    let started: ServiceProcess;
    try {
      started = await ServiceProcess.start(release, this.#labHome);
    } catch (error) {
      await rm(release.directory, { recursive: true, force: true });
      throw error;
    }
    const previous = this.#processes.get(name);
    this.#processes.set(name, started);
    this.#releases.set(name, release);
    this.#changed();
    await previous?.stop();
    await this.#removeOldReleases(name);
    return this.list().filter(
      row =>
        row.environment === target.environment &&
        row.service === target.service,
    )[0];
  }

  async #removeOldReleases(name: string): Promise<void> {
    const folder = join(this.#home, name);
    const releases = (await readdir(folder)).filter(
      entry => !entry.endsWith('.log'),
    );
    const old = releases.sort().slice(0, -KEPT_RELEASES);
    await Promise.all(
      old.flatMap(entry => [
        rm(join(folder, entry), { recursive: true, force: true }),
        rm(join(folder, `${entry}.log`), { force: true }),
      ]),
    );
  }

  #serviceUrl(release: ServiceRelease): string {
    return `${this.#url}/${release.environment}/${release.service}/`;
  }

  #changed(): void {
    this.#save();
    this.#listeners.forEach(listener => listener());
  }

  #load(): void {
    let content: string;
    try {
      content = readFileSync(join(this.#home, 'state.json'), 'utf8');
    } catch {
      return; // Nothing was deployed yet.
    }
    const snapshot: Snapshot = JSON.parse(content);
    for (const release of snapshot.releases) {
      this.#releases.set(key(release.environment, release.service), release);
    }
    for (const [name, fault] of Object.entries(snapshot.faults)) {
      this.#faults.set(name, fault);
    }
  }

  #save(): void {
    const snapshot: Snapshot = {
      releases: [...this.#releases.values()],
      faults: Object.fromEntries(this.#faults),
    };
    const file = join(this.#home, 'state.json');
    this.#saving = this.#saving
      .then(async () => {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(`${file}.new`, JSON.stringify(snapshot, null, 2));
        await rename(`${file}.new`, file);
      })
      .catch(error =>
        this.#logger.warn(`the environments could not be stored: ${error}`),
      );
  }
}
