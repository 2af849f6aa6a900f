import { toError } from '@backstage/errors';
import { LabConfig } from '../config';
import { Logger } from '../logger';
import { LabState } from '../state/LabState';
import { ForgeClient } from './ForgeClient';
import { readSeeds, Seed, seedUsers } from './readSeeds';
import { SeedRepository } from './SeedRepository';

export interface SeedProgress {
  state: 'off' | 'running' | 'done' | 'failed';
  /** What is being done, or why it failed. */
  message: string;
  projects: { project: string; done: boolean }[];
  startedAt?: string;
  finishedAt?: string;
}

/**
 * Gives an empty forge its example projects: repositories are pushed and their
 * pipelines run as anybody's would, through the forge's public API and git.
 */
export class Seeder {
  readonly #config: LabConfig;
  readonly #state: LabState;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  #progress: SeedProgress;
  #work: Promise<void> = Promise.resolve();

  constructor(options: { config: LabConfig; state: LabState; logger: Logger }) {
    this.#config = options.config;
    this.#state = options.state;
    this.#logger = options.logger;
    this.#progress = {
      state: options.state.seeded ? 'done' : 'off',
      message: options.state.seeded
        ? 'The examples were created at an earlier start'
        : 'LAB_SEED is false: no examples are created',
      projects: [],
    };
  }

  get progress(): SeedProgress {
    return this.#progress;
  }

  start(): void {
    if (this.#state.seeded || !this.#config.seed) {
      return;
    }
    this.#work = this.#run().catch(error => {
      if (!this.#stop.signal.aborted) {
        const { message } = toError(error);
        this.#progress = { ...this.#progress, state: 'failed', message };
        this.#logger.warn(`the examples could not be created: ${message}`);
      }
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  async #run(): Promise<void> {
    const startedAt = new Date().toISOString();
    const seeds = readSeeds();
    const done = new Set<string>();
    const report = (message: string) => {
      this.#progress = {
        state: 'running',
        message,
        startedAt,
        projects: seeds.map(({ project }) => ({
          project: `${project.group}/${project.path}`,
          done: done.has(project.path),
        })),
      };
    };
    report('Creating users and groups');
    const client = new ForgeClient({
      config: this.#config,
      signal: this.#stop.signal,
    });
    for (const user of seedUsers) {
      await client.ensure('/users', user);
    }
    const groups = new Set(seeds.map(({ project }) => project.group));
    for (const group of groups) {
      const name = group.charAt(0).toUpperCase() + group.slice(1);
      await client.ensure('/groups', { path: group, name });
    }
    report('Pushing the examples and running their pipelines');
    await Promise.all(
      seeds.map(async seed => {
        await this.#createProject(client, seed);
        done.add(seed.project.path);
        report('Pushing the examples and running their pipelines');
      }),
    );
    this.#state.markSeeded();
    this.#progress = {
      ...this.#progress,
      state: 'done',
      message: 'The examples are ready',
      finishedAt: new Date().toISOString(),
    };
    this.#logger.info(
      `examples ready after ${Math.round((Date.now() - Date.parse(startedAt)) / 1000)} s`,
    );
  }

  async #createProject(client: ForgeClient, seed: Seed): Promise<void> {
    const { group, path, description, topics } = seed.project;
    // A start that was interrupted may have left a half of it.
    await client.deleteProject(`${group}/${path}`);
    const { id } = await client.create('/projects', {
      name: path,
      path,
      namespace_id: await client.groupId(group),
      description,
      topics,
      visibility: 'internal',
    });
    const repository = await SeedRepository.create(this.#config, seed);
    try {
      for (const commit of seed.commits) {
        await repository.commit(commit);
        if (commit.push) {
          const sha = await repository.push(commit.author);
          await this.#followPipeline(client, id, sha, commit);
        }
      }
    } finally {
      await repository.remove();
    }
  }

  async #followPipeline(
    client: ForgeClient,
    projectId: number,
    sha: string,
    commit: Seed['commits'][number],
  ): Promise<void> {
    if (!commit.pipeline) {
      return;
    }
    const pipeline = await client.settledPipeline(projectId, sha);
    if (commit.play) {
      await client.play(projectId, pipeline.id, commit.play, commit.author);
      await client.settledPipeline(projectId, sha);
    }
    this.#stop.signal.throwIfAborted();
  }
}
