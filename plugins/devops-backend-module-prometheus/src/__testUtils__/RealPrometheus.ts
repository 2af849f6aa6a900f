import {
  ChildProcess,
  execFileSync,
  spawn,
  spawnSync,
} from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether `prometheus` and `promtool` are on the PATH. */
export function isInstalled(): boolean {
  return ['prometheus', 'promtool'].every(
    program => spawnSync(program, ['--version']).status === 0,
  );
}

/** A server of its own, with metrics of the past and rules that it evaluates. */
export class RealPrometheus {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(options: {
    url: string;
    child: ChildProcess;
    folder: string;
  }) {
    this.url = options.url;
    this.#child = options.child;
    this.#folder = options.folder;
  }

  /**
   * @param metrics - the past, as OpenMetrics with times
   * @param rules - a rule file
   */
  static async start(options: {
    metrics: string;
    rules: string;
  }): Promise<RealPrometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'real-prometheus-'));
    const data = join(folder, 'data');
    writeFileSync(join(folder, 'metrics.txt'), options.metrics);
    writeFileSync(join(folder, 'rules.yml'), options.rules);
    writeFileSync(
      join(folder, 'prometheus.yml'),
      'global: { evaluation_interval: 1s }\nrule_files: [rules.yml]\n',
    );
    execFileSync('promtool', [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      join(folder, 'metrics.txt'),
      data,
    ]);

    const url = `http://127.0.0.1:${await freePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=60d',
        `--web.listen-address=${new URL(url).host}`,
      ],
      { stdio: 'ignore' },
    );
    const prometheus = new RealPrometheus({ url, child, folder });
    await until(async () => (await fetch(`${url}/-/ready`)).ok);
    return prometheus;
  }

  /** The value of the only series, as somebody would ask by hand. */
  async ask(query: string, at: Date): Promise<number | undefined> {
    const [sample] = await this.list(query, at);
    return sample && Number(sample.value[1]);
  }

  async list(
    query: string,
    at: Date,
  ): Promise<
    Array<{ metric: Record<string, string>; value: [number, string] }>
  > {
    const parameters = new URLSearchParams({
      query,
      time: String(at.getTime() / 1000),
    });
    const answer = await fetch(`${this.url}/api/v1/query?${parameters}`);
    const { data, error } = (await answer.json()) as any;
    if (error) {
      throw new Error(error);
    }
    return data.result;
  }

  async stop(): Promise<void> {
    const ended = new Promise(done => this.#child.once('exit', done));
    this.#child.kill('SIGKILL');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Asks again until it is true; what fails meanwhile is no answer yet. */
export async function until(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await check().catch(() => false))) {
    if (Date.now() > deadline) {
      throw new Error('It did not happen within a minute');
    }
    await new Promise(done => setTimeout(done, 200));
  }
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise(done =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    }),
  );
}
