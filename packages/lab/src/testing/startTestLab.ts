import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { LabConfig, readLabConfig } from '../config';
import { Lab, startLab } from '../lab';
import { silentLogger } from '../logger';

interface ApiOptions {
  method?: string;
  body?: object;
  token?: string | null;
}

/** A lab on free ports with a home of its own, for tests. */
export class TestLab {
  readonly #lab: Lab;
  readonly #removeHome: boolean;

  private constructor(lab: Lab, removeHome: boolean) {
    this.#lab = lab;
    this.#removeHome = removeHome;
  }

  static async start(overrides: Partial<LabConfig> = {}): Promise<TestLab> {
    const home =
      overrides.home ?? (await mkdtemp(join(tmpdir(), 'devops-lab-')));
    const config: LabConfig = {
      ...readLabConfig({ LAB_HOME: home }),
      forgePort: 0,
      environmentsPort: 0,
      seed: false,
      monitoring: false,
      // A port that nobody listens on.
      webhookUrl: 'http://127.0.0.1:9/',
      ...overrides,
    };
    const lab = await startLab({ config, logger: silentLogger });
    return new TestLab(lab, overrides.home === undefined);
  }

  get config(): LabConfig {
    return this.#lab.config;
  }

  async stop(): Promise<void> {
    await this.#lab.stop();
    if (this.#removeHome) {
      await rm(this.config.home, { recursive: true, force: true });
    }
  }

  fetchApi(path: string, options: ApiOptions = {}): Promise<Response> {
    const token =
      options.token === undefined ? this.config.token : options.token;
    return fetch(`${this.config.forgeUrl}/api/v4${path}`, {
      method: options.method ?? 'GET',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { 'private-token': token }),
      },
      body: options.body && JSON.stringify(options.body),
    });
  }

  /** Calls the API and fails the test when it refuses. */
  async api<T>(path: string, options: ApiOptions = {}): Promise<T> {
    const response = await this.fetchApi(path, options);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${text}`);
    }
    return JSON.parse(text);
  }

  /** Creates a project in the group `shop` with the given files as first commit. */
  async createProject(
    path: string,
    files: Record<string, string>,
  ): Promise<{ id: number; sha: string }> {
    await this.fetchApi('/groups', {
      method: 'POST',
      body: { path: 'shop', name: 'Shop' },
    });
    const group = await this.api<{ id: number }>('/groups/shop');
    const { id } = await this.api<{ id: number }>('/projects', {
      method: 'POST',
      body: { name: path, namespace_id: group.id },
    });
    const { id: sha } = await this.commit(id, files, 'create');
    return { id, sha };
  }

  commit(
    projectId: number,
    files: Record<string, string>,
    action: 'create' | 'update',
    branch = 'main',
  ): Promise<{ id: string }> {
    return this.api(`/projects/${projectId}/repository/commits`, {
      method: 'POST',
      body: {
        branch,
        commit_message: 'Change files',
        actions: Object.entries(files).map(([name, content]) => ({
          action,
          file_path: name,
          content,
        })),
      },
    });
  }
}

/** Asks again until the answer is there; fails with the last one after the time. */
export async function eventually<T>(
  ask: () => Promise<T | undefined>,
  timeoutMs = 90_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error('It did not happen in time');
    }
    await sleep(150);
  }
}
