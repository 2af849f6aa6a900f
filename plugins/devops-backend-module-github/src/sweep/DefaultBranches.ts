import type { GithubApi } from '../api/GithubApi';
import { readDefaultBranch } from '../mappers/apiLists';

const TTL_MS = 6 * 60 * 60 * 1000;
const MAX_ENTRIES = 20_000;

/** Default branches of repositories, which hardly ever change, read now and then. */
export class DefaultBranches {
  readonly #api: GithubApi;
  readonly #entries = new Map<string, { branch?: string; readAt: number }>();

  constructor(options: { api: GithubApi }) {
    this.#api = options.api;
  }

  async of(scope: string, signal: AbortSignal): Promise<string | undefined> {
    signal.throwIfAborted();
    const known = this.#entries.get(scope);
    if (known && Date.now() - known.readAt < TTL_MS) {
      return known.branch;
    }
    const body = await this.#api.repository(scope, { signal });
    const branch = readDefaultBranch(body);
    this.#entries.delete(scope);
    this.#entries.set(scope, { branch, readAt: Date.now() });
    this.#dropOldest();
    return branch;
  }

  #dropOldest(): void {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) {
      this.#entries.delete(oldest);
    }
  }
}
