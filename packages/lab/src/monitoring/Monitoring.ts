import { ChildProcess, spawn } from 'child_process';
import { createWriteStream } from 'fs';
import {
  access,
  constants,
  mkdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'fs/promises';
import { delimiter, join } from 'path';
import { stringify } from 'yaml';
import { LabConfig } from '../config';
import { EnvironmentsGateway } from '../environments/EnvironmentsGateway';
import { ownerMark } from '../leftovers';
import { Logger } from '../logger';
import { stopGroup } from '../processes';

/** Rules for Prometheus within a release. */
const RULES_FILE = 'monitoring/slo-rules.yaml';

/** Finds a program on the PATH under one of its names. */
async function findProgram(...names: string[]): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const file of names.flatMap(name =>
    folders.map(dir => join(dir, name)),
  )) {
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Real Prometheus and Alertmanager beside the services, where they are installed. */
export class Monitoring {
  readonly #config: LabConfig;
  readonly #gateway: EnvironmentsGateway;
  readonly #logger: Logger;
  readonly #home: string;
  readonly #children: ChildProcess[] = [];
  #prometheus?: ChildProcess;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: {
    config: LabConfig;
    gateway: EnvironmentsGateway;
    logger: Logger;
  }) {
    this.#config = options.config;
    this.#gateway = options.gateway;
    this.#logger = options.logger;
    this.#home = join(options.config.home, 'monitoring');
  }

  async start(): Promise<void> {
    const prometheus = await findProgram('prometheus');
    const alertmanager = await findProgram(
      'alertmanager',
      'prometheus-alertmanager',
    );
    if (!prometheus || !alertmanager) {
      const missing = [
        ...(prometheus ? [] : ['prometheus']),
        ...(alertmanager ? [] : ['alertmanager']),
      ].join(' and ');
      this.#logger.info(`${missing} not on the PATH: skipped`);
    }
    await mkdir(this.#home, { recursive: true });
    if (alertmanager) {
      await this.#startAlertmanager(alertmanager);
    }
    if (prometheus) {
      await this.#startPrometheus(prometheus, Boolean(alertmanager));
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map(child => stopGroup(child)));
    await this.#writing;
  }

  async #startAlertmanager(program: string): Promise<void> {
    const { alertWebhookUrl, alertToken } = this.#config;
    const config = join(this.#home, 'alertmanager.yml');
    await writeFile(
      config,
      stringify({
        route: {
          receiver: 'portal',
          group_by: ['sloth_id', 'environment', 'sloth_severity'],
          // Who tries a fault out does not want to wait for others to join it.
          group_wait: '1s',
          group_interval: '5s',
        },
        receivers: [
          {
            name: 'portal',
            webhook_configs: [
              {
                url: alertWebhookUrl,
                http_config: { authorization: { credentials: alertToken } },
              },
            ],
          },
        ],
      }),
      // It holds the token.
      { mode: 0o600 },
    );
    this.#spawn(program, 'alertmanager', [
      `--config.file=${config}`,
      `--storage.path=${join(this.#home, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${this.#config.alertmanagerPort}`,
      '--cluster.listen-address=',
    ]);
  }

  async #startPrometheus(program: string, alerting: boolean): Promise<void> {
    const config = join(this.#home, 'prometheus.yml');
    await writeFile(
      config,
      stringify({
        global: { scrape_interval: '5s', evaluation_interval: '5s' },
        rule_files: [join(this.#home, 'rules', '*.yml')],
        ...(alerting
          ? {
              alerting: {
                alertmanagers: [
                  {
                    static_configs: [
                      {
                        targets: [`127.0.0.1:${this.#config.alertmanagerPort}`],
                      },
                    ],
                  },
                ],
              },
            }
          : {}),
        scrape_configs: [
          {
            job_name: 'gateway',
            static_configs: [
              { targets: [`127.0.0.1:${this.#config.environmentsPort}`] },
            ],
          },
          {
            job_name: 'services',
            file_sd_configs: [
              {
                files: [join(this.#home, 'targets.json')],
                refresh_interval: '5s',
              },
            ],
          },
        ],
      }),
    );
    await mkdir(join(this.#home, 'rules'), { recursive: true });
    this.#gateway.onChange(() => this.#follow());
    this.#follow();
    await this.#writing;
    this.#prometheus = this.#spawn(program, 'prometheus', [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(this.#home, 'prometheus')}`,
      `--web.listen-address=127.0.0.1:${this.#config.prometheusPort}`,
      '--web.enable-lifecycle',
    ]);
  }

  /** Writes what Prometheus is to know of the services that run by now. */
  #follow(): void {
    this.#writing = this.#writing
      .then(() => this.#writeTargets())
      .then(() => this.#writeRules())
      .catch(error =>
        this.#logger.warn(`monitoring could not follow: ${error}`),
      );
  }

  async #writeTargets(): Promise<void> {
    const targets = this.#gateway.list().map(row => ({
      targets: [new URL(row.url).host.replace('localhost', '127.0.0.1')],
      labels: {
        __metrics_path__: `${new URL(row.url).pathname}metrics`,
        environment: row.environment,
        service: row.service,
      },
    }));
    await replaceFile(
      join(this.#home, 'targets.json'),
      JSON.stringify(targets),
    );
  }

  /**
   * The rules that the release in production brings along. Those of other
   * environments would record the same series a second time.
   */
  async #writeRules(): Promise<void> {
    for (const release of this.#gateway.releases()) {
      if (release.environment === 'production') {
        const file = join(this.#home, 'rules', `${release.service}.yml`);
        const rules = await readFile(
          join(release.directory, RULES_FILE),
          'utf8',
        ).catch(() => undefined);
        if (rules === undefined) {
          await rm(file, { force: true });
        } else {
          await replaceFile(file, rules);
        }
      }
    }
    this.#prometheus?.kill('SIGHUP');
  }

  #spawn(program: string, name: string, args: string[]): ChildProcess {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      env: { ...process.env, ...ownerMark(this.#config.home) },
    });
    const log = createWriteStream(join(this.#home, `${name}.log`));
    child.stderr.pipe(log);
    child.on('error', error =>
      this.#logger.warn(`${name} could not be started: ${error.message}`),
    );
    child.on('exit', code => {
      if (code) {
        this.#logger.warn(
          `${name} ended with exit code ${code}; see ${this.#home}/${name}.log`,
        );
      }
    });
    this.#children.push(child);
    return child;
  }
}

/** Whoever reads it meanwhile sees the old file or the new one. */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
