import type { GitlabApi } from '../api/GitlabApi';
import { readProject } from '../mappers/api';
import type { ApiProject } from '../mappers/api';

const TTL_MS = 10 * 60 * 1000;
const MAX_ENTRIES = 10_000;

/**
 * What hardly ever changes of projects, read now and then: the default branch,
 * which there is none of without a repository, and the features in use.
 */
export class Projects {
  readonly #api: GitlabApi;
  readonly #entries = new Map<
    string,
    { project: ApiProject; readAt: number }
  >();

  constructor(options: { api: GitlabApi }) {
    this.#api = options.api;
  }

  async of(scope: string, signal: AbortSignal): Promise<ApiProject> {
    const known = this.#entries.get(scope);
    if (known && Date.now() - known.readAt < TTL_MS) {
      return known.project;
    }
    const project = readProject(await this.#api.project(scope, signal));
    this.#entries.delete(scope);
    this.#entries.set(scope, { project, readAt: Date.now() });
    this.#dropOldest();
    return project;
  }

  #dropOldest(): void {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) {
      this.#entries.delete(oldest);
    }
  }
}
