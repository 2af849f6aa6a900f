import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'fs/promises';
import { dirname, join } from 'path';
import { LabConfig } from '../config';
import { run } from '../processes';
import { Seed, SeedCommit, seedUsers } from './readSeeds';

/** A working copy in which the history of one example project is made and pushed. */
export class SeedRepository {
  readonly #config: LabConfig;
  readonly #seed: Seed;
  readonly #directory: string;

  private constructor(config: LabConfig, seed: Seed, directory: string) {
    this.#config = config;
    this.#seed = seed;
    this.#directory = directory;
  }

  static async create(config: LabConfig, seed: Seed): Promise<SeedRepository> {
    const root = join(config.home, 'seeding');
    await mkdir(root, { recursive: true });
    const directory = await mkdtemp(join(root, `${seed.project.path}-`));
    const repository = new SeedRepository(config, seed, directory);
    await repository.#git(['init', '--quiet', '-b', 'main']);
    return repository;
  }

  remove(): Promise<void> {
    return rm(this.#directory, { recursive: true, force: true });
  }

  async commit(commit: SeedCommit): Promise<void> {
    for (const path of commit.add) {
      await this.#lay(join(this.#seed.directory, 'files', path), path);
    }
    if (commit.overlay) {
      await this.#lay(join(this.#seed.directory, commit.overlay), '.');
    }
    const author = seedUsers.find(user => user.username === commit.author);
    const date = new Date(Date.now() - commit.daysAgo * 86_400_000);
    await this.#git(['add', '--all']);
    await this.#git(['commit', '--quiet', '-m', commit.message], {
      GIT_AUTHOR_NAME: author?.name ?? commit.author,
      GIT_AUTHOR_EMAIL: author?.email ?? `${commit.author}@example.com`,
      GIT_COMMITTER_NAME: author?.name ?? commit.author,
      GIT_COMMITTER_EMAIL: author?.email ?? `${commit.author}@example.com`,
      GIT_AUTHOR_DATE: date.toISOString(),
      GIT_COMMITTER_DATE: date.toISOString(),
    });
  }

  /** Pushes to the forge as the given user and answers the commit. */
  async push(user: string): Promise<string> {
    const { group, path } = this.#seed.project;
    const login = Buffer.from(`${user}:${this.#config.token}`);
    await this.#git(
      [
        'push',
        '--quiet',
        `${this.#config.forgeUrl}/${group}/${path}.git`,
        'main',
      ],
      {
        // Kept out of the arguments, which every process on the machine can read.
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.extraHeader',
        GIT_CONFIG_VALUE_0: `Authorization: Basic ${login.toString('base64')}`,
      },
    );
    return (await this.#git(['rev-parse', 'HEAD'])).trim();
  }

  /** Copies files and fills in the addresses of this lab. */
  async #lay(source: string, target: string): Promise<void> {
    const destination = join(this.#directory, target);
    await mkdir(dirname(destination), { recursive: true });
    await cp(source, destination, { recursive: true });
    const entries = await readdir(this.#directory, {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of entries.filter(item => item.isFile())) {
      const file = join(entry.parentPath, entry.name);
      if (!file.startsWith(join(this.#directory, '.git/'))) {
        const text = await readFile(file, 'utf8');
        const filled = text
          .replaceAll('@FORGE_URL@', this.#config.forgeUrl)
          .replaceAll('@FORGE_HOST@', new URL(this.#config.forgeUrl).host)
          .replaceAll('@ENVIRONMENTS_URL@', this.#config.environmentsUrl);
        if (filled !== text) {
          await writeFile(file, filled);
        }
      }
    }
  }

  #git(args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    return run('git', ['-C', this.#directory, ...args], {
      env: { ...process.env, ...env, GIT_TERMINAL_PROMPT: '0' },
    });
  }
}
