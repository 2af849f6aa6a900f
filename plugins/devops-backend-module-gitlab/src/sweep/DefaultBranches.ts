import type { GitlabApi } from '../api/GitlabApi';
import { readProject } from '../mappers/api';

const TTL_MS = 10 * 60 * 1000;
const MAX_ENTRIES = 10_000;

/** Default branches of projects, which hardly ever change, read now and then. */
export class DefaultBranches {
  readonly #api: GitlabApi;
  readonly #entries = new Map<string, { branch?: string; readAt: number }>();

  constructor(options: { api: GitlabApi }) {
    this.#api = options.api;
  }

  /** Undefined for a project without a repository. */
  async of(scope: string, signal: AbortSignal): Promise<string | undefined> {
    const known = this.#entries.get(scope);
    if (known && Date.now() - known.readAt < TTL_MS) {
      return known.branch;
    }
    const project = readProject(await this.#api.project(scope, signal));
    this.#entries.delete(scope);
    this.#entries.set(scope, {
      branch: project.default_branch,
      readAt: Date.now(),
    });
    this.#dropOldest();
    return project.default_branch;
  }

  #dropOldest(): void {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) {
      this.#entries.delete(oldest);
    }
  }
}
