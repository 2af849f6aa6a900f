import { GithubClient, discard, redirectOf } from './GithubClient';
import type { GithubClientOptions } from './GithubClient';
import { graphql } from './graphql';
import { one, pages } from './pages';
import type { Page } from './pages';
import { PULLS_QUERY, STATUSES_QUERY } from './queries';

/** GitHub's largest page. */
const PER_PAGE = 100;

type Options = { signal: AbortSignal };
type ListOptions = Options & { etag?: string };

/**
 * The part of GitHub's API that is used here. Answers are `unknown`: the
 * mappers decide what they take from them.
 */
export class GithubApi {
  readonly #client: GithubClient;
  readonly #graphqlUrl: string;

  constructor(options: GithubClientOptions) {
    this.#client = new GithubClient(options);
    this.#graphqlUrl = options.graphqlUrl;
  }

  /** See `DeliverySource.requestBudget`. */
  requestBudget() {
    return this.#client.requestBudget();
  }

  repository(scope: string, options: Options): Promise<unknown> {
    return this.#one(scope, '', options);
  }

  environments(scope: string, options: Options): AsyncGenerator<Page> {
    return this.#list(scope, '/environments', {}, options);
  }

  /** Newest first. Without a filter for changes: those show in `updated_at`. */
  deployments(
    scope: string,
    options: ListOptions & {
      sha?: string;
      environment?: string;
      perPage?: number;
    },
  ): AsyncGenerator<Page> {
    const { sha, environment, perPage } = options;
    return this.#list(
      scope,
      '/deployments',
      { sha, environment, per_page: perPage },
      options,
    );
  }

  /** The states of up to 100 deployments, by their node ids. */
  deploymentStatuses(
    scope: string,
    ids: string[],
    { signal }: Options,
  ): Promise<Record<string, unknown>> {
    return graphql(this.#client, {
      scope,
      url: this.#graphqlUrl,
      query: STATUSES_QUERY,
      variables: { ids },
      signal,
    });
  }

  /** Newest first. A search by `created` gives 1,000 at most. */
  runs(
    scope: string,
    options: ListOptions & {
      created?: { from: Date; to: Date };
      perPage?: number;
    },
  ): AsyncGenerator<Page> {
    const { created, perPage } = options;
    return this.#list(
      scope,
      '/actions/runs',
      {
        created:
          created && `${toSecond(created.from)}..${toSecond(created.to)}`,
        per_page: perPage,
      },
      options,
    );
  }

  run(
    scope: string,
    id: number,
    options: Options & { retry?: boolean },
  ): Promise<unknown> {
    return this.#one(scope, `/actions/runs/${id}`, options);
  }

  /** Of all attempts. */
  jobs(scope: string, runId: number, options: Options): AsyncGenerator<Page> {
    return this.#list(
      scope,
      `/actions/runs/${runId}/jobs`,
      { filter: 'all' },
      options,
    );
  }

  /** The pull request that changed last, to see whether one did. */
  async newestPull(scope: string, options: ListOptions): Promise<Page> {
    const { value } = await this.#list(
      scope,
      '/pulls',
      { state: 'all', sort: 'updated', direction: 'desc', per_page: 1 },
      options,
    ).next();
    return value;
  }

  /** Pull requests with commits, reviews and files, last changed first. */
  pulls(
    scope: string,
    options: Options & { after?: string },
  ): Promise<Record<string, unknown>> {
    const [owner, name] = scope.split('/');
    return graphql(this.#client, {
      scope,
      url: this.#graphqlUrl,
      query: PULLS_QUERY,
      variables: { owner, name, after: options.after ?? null },
      signal: options.signal,
    });
  }

  /** Pages of commits, oldest first; the first one has the files as well. */
  comparison(
    scope: string,
    { from, to, signal }: Options & { from: string; to: string },
  ): AsyncGenerator<Page> {
    const range = `${encodeURIComponent(from)}...${encodeURIComponent(to)}`;
    return this.#list(scope, `/compare/${range}`, {}, { signal });
  }

  commit(scope: string, sha: string, options: Options): Promise<unknown> {
    return this.#one(scope, `/commits/${encodeURIComponent(sha)}`, options);
  }

  /** The log, which GitHub keeps elsewhere; undefined if it keeps none. */
  async log(
    scope: string,
    jobId: number,
    { signal }: Options,
  ): Promise<ReadableStream<Uint8Array> | undefined> {
    const path = `/actions/jobs/${jobId}/logs`;
    const response = await this.#client.send({
      scope,
      method: 'GET',
      url: urlOf(scope, path),
      mayPointElsewhere: true,
      signal,
    });
    const target = redirectOf(response);
    if (!target) {
      return response.body ?? undefined;
    }
    discard(response);
    // The address is a permission by itself; the token stays here.
    return this.#client.readFile(new URL(target), { signal });
  }

  pendingDeployments(scope: string, runId: number, options: Options) {
    const path = `/actions/runs/${runId}/pending_deployments`;
    return this.#one(scope, path, { ...options, retry: false });
  }

  async approve(
    scope: string,
    runId: number,
    environmentId: number,
    options: Options,
  ): Promise<void> {
    await this.#post(scope, `/actions/runs/${runId}/pending_deployments`, {
      ...options,
      body: {
        environment_ids: [environmentId],
        state: 'approved',
        comment: 'Approved in Backstage',
      },
    });
  }

  async rerunJob(scope: string, jobId: number, options: Options) {
    await this.#post(scope, `/actions/jobs/${jobId}/rerun`, options);
  }

  async rerun(
    scope: string,
    runId: number,
    options: Options & { failedOnly: boolean },
  ) {
    const action = options.failedOnly ? 'rerun-failed-jobs' : 'rerun';
    await this.#post(scope, `/actions/runs/${runId}/${action}`, options);
  }

  async cancelRun(scope: string, runId: number, options: Options) {
    await this.#post(scope, `/actions/runs/${runId}/cancel`, options);
  }

  #one(
    scope: string,
    path: string,
    { signal, retry }: Options & { retry?: boolean },
  ): Promise<unknown> {
    return one(this.#client, { scope, url: urlOf(scope, path), retry, signal });
  }

  #list(
    scope: string,
    path: string,
    query: Record<string, string | number | undefined> | undefined,
    { signal, etag }: ListOptions,
  ): AsyncGenerator<Page> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries({
      per_page: PER_PAGE,
      ...withoutAbsent(query),
    })) {
      search.set(key, String(value));
    }
    const url = `${urlOf(scope, path)}?${search}`;
    return pages(this.#client, { scope, url, etag, signal });
  }

  async #post(
    scope: string,
    path: string,
    { signal, body }: Options & { body?: object },
  ): Promise<void> {
    const url = urlOf(scope, path);
    discard(
      await this.#client.send({ scope, method: 'POST', url, body, signal }),
    );
  }
}

function urlOf(scope: string, path: string): string {
  return `/repos/${scope.split('/').map(encodeURIComponent).join('/')}${path}`;
}

function withoutAbsent(query: object = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  );
}

/** GitHub's searches know whole seconds. */
function toSecond(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
