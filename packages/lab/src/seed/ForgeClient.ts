import { setTimeout as sleep } from 'timers/promises';
import { LabConfig } from '../config';

interface PipelineRow {
  id: number;
  status: string;
}

interface JobRow {
  id: number;
  name: string;
  status: string;
}

const SETTLED = ['success', 'failed', 'canceled', 'skipped', 'manual'];
const POLL_MS = 400;

/** The few calls of the public API that seeding makes. */
export class ForgeClient {
  readonly #config: LabConfig;
  readonly #signal: AbortSignal;

  constructor(options: { config: LabConfig; signal: AbortSignal }) {
    this.#config = options.config;
    this.#signal = options.signal;
  }

  /** Creates something unless it is there. */
  async ensure(path: string, body: object): Promise<void> {
    const response = await this.#call('POST', path, { body });
    if (![201, 400, 409].includes(response.status)) {
      throw new Error(`POST ${path} answered ${response.status}`);
    }
  }

  async create(path: string, body: object): Promise<{ id: number }> {
    return this.#json('POST', path, { body });
  }

  async groupId(path: string): Promise<number> {
    const group = await this.#json<{ id: number }>('GET', `/groups/${path}`);
    return group.id;
  }

  async deleteProject(fullPath: string): Promise<void> {
    await this.#call('DELETE', `/projects/${encodeURIComponent(fullPath)}`);
  }

  /** Waits until the pipeline of a commit can go no further by itself. */
  async settledPipeline(projectId: number, sha: string): Promise<PipelineRow> {
    for (;;) {
      const [row] = await this.#json<PipelineRow[]>(
        'GET',
        `/projects/${projectId}/pipelines?sha=${sha}`,
      );
      if (row && SETTLED.includes(row.status)) {
        return row;
      }
      await sleep(POLL_MS, undefined, { signal: this.#signal });
    }
  }

  async play(
    projectId: number,
    pipelineId: number,
    name: string,
    user: string,
  ): Promise<void> {
    const jobs = await this.#json<JobRow[]>(
      'GET',
      `/projects/${projectId}/pipelines/${pipelineId}/jobs`,
    );
    const job = jobs.find(row => row.name === name);
    if (!job) {
      throw new Error(`Pipeline ${pipelineId} has no job '${name}'`);
    }
    await this.#json('POST', `/projects/${projectId}/jobs/${job.id}/play`, {
      sudo: user,
    });
  }

  async #json<T>(
    method: string,
    path: string,
    options: { body?: object; sudo?: string } = {},
  ): Promise<T> {
    const response = await this.#call(method, path, options);
    if (!response.ok) {
      throw new Error(
        `${method} ${path} answered ${response.status}: ${await response.text()}`,
      );
    }
    return response.json();
  }

  #call(
    method: string,
    path: string,
    options: { body?: object; sudo?: string } = {},
  ): Promise<Response> {
    return fetch(`${this.#config.forgeUrl}/api/v4${path}`, {
      method,
      signal: this.#signal,
      headers: {
        'private-token': this.#config.token,
        'content-type': 'application/json',
        ...(options.sudo ? { sudo: options.sudo } : {}),
      },
      body: options.body && JSON.stringify(options.body),
    });
  }
}
