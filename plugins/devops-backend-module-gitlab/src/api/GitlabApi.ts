import {
  Commits,
  Deployments,
  Environments,
  Issues,
  Jobs,
  MergeRequestApprovals,
  MergeRequests,
  Pipelines,
  Projects,
  Repositories,
} from '@gitbeaker/rest';
import type {
  JobControl,
  RunControl,
} from '@backstage-devops/plugin-devops-common';
import { pages } from './pages';
import { RateLimitGate } from './RateLimitGate';
import { createRequester } from './requester';

/** Where and how to reach an instance. */
export type GitlabApiOptions = {
  title: string;
  host: string;
  apiHost: string;
  token?: string;
};

/**
 * The part of GitLab's REST API that is used here. Answers are `unknown`: the
 * mappers decide what they take from them.
 */
export class GitlabApi {
  readonly #options: GitlabApiOptions;
  readonly #gate: RateLimitGate;

  constructor(options: GitlabApiOptions) {
    this.#options = options;
    this.#gate = new RateLimitGate({ title: options.title });
  }

  /** See `DeliverySource.requestBudget`. */
  requestBudget() {
    return this.#gate.budget();
  }

  project(scope: string, signal: AbortSignal): Promise<unknown> {
    return new Projects(this.#resource(signal)).show(scope);
  }

  /**
   * Newest change first: a pipeline that changes while the pages are read
   * moves to the front and belongs to the next sweep. The other way round it
   * would push another one across the border of a page, unseen.
   */
  pipelines(
    scope: string,
    options: { updatedAfter: Date; signal: AbortSignal },
  ): AsyncGenerator<unknown[]> {
    const pipelines = new Pipelines(this.#resource(options.signal));
    return pages(page =>
      pipelines.all(scope, {
        ...page,
        updatedAfter: options.updatedAfter.toISOString(),
        orderBy: 'updated_at',
        sort: 'desc',
      }),
    );
  }

  /**
   * The oldest or newest of the pipelines that were created in a span, and how
   * many there are, which GitLab does not tell of more than 10,000.
   */
  async endOfPipelines(
    scope: string,
    options: {
      createdAfter: Date;
      createdBefore: Date;
      sort: 'asc' | 'desc';
      signal: AbortSignal;
    },
  ): Promise<{ data: unknown; total?: number }> {
    // The types of the library do not know these filters yet.
    const span = {
      createdAfter: options.createdAfter.toISOString(),
      createdBefore: options.createdBefore.toISOString(),
    };
    const pipelines = new Pipelines(this.#resource(options.signal));
    const { data, paginationInfo } = await pipelines.all(scope, {
      ...span,
      orderBy: 'id',
      sort: options.sort,
      page: 1,
      perPage: 1,
      showExpanded: true,
      pagination: 'offset',
    });
    const total: unknown = paginationInfo.total;
    return {
      data,
      ...(Number.isInteger(total) && { total: Number(total) }),
    };
  }

  pipeline(scope: string, id: number, signal: AbortSignal): Promise<unknown> {
    return new Pipelines(this.#resource(signal)).show(scope, id);
  }

  /** All attempts: retried jobs too. */
  jobs(scope: string, pipelineId: number, signal: AbortSignal) {
    const jobs = new Jobs(this.#resource(signal));
    return pages(page =>
      jobs.all(scope, { ...page, pipelineId, includeRetried: true }),
    );
  }

  bridges(scope: string, pipelineId: number, signal: AbortSignal) {
    const jobs = new Jobs(this.#resource(signal));
    return pages(page => jobs.allPipelineBridges(scope, pipelineId, page));
  }

  /** GitLab accepts `updated_after` only together with this order. */
  deployments(
    scope: string,
    options: { updatedAfter: Date; updatedBefore?: Date; signal: AbortSignal },
  ): AsyncGenerator<unknown[]> {
    const deployments = new Deployments(this.#resource(options.signal));
    return pages(page =>
      deployments.all(scope, {
        ...page,
        updatedAfter: options.updatedAfter.toISOString(),
        ...(options.updatedBefore && {
          updatedBefore: options.updatedBefore.toISOString(),
        }),
        orderBy: 'updated_at',
        sort: 'desc',
      }),
    );
  }

  /** Newest change first, like pipelines. */
  mergeRequests(
    scope: string,
    options: { updatedAfter: Date; signal: AbortSignal },
  ): AsyncGenerator<unknown[]> {
    const mergeRequests = new MergeRequests(this.#resource(options.signal));
    return pages(page =>
      mergeRequests.all({
        ...page,
        projectId: scope,
        updatedAfter: options.updatedAfter.toISOString(),
        orderBy: 'updated_at',
        sort: 'desc',
      }),
    );
  }

  /** Newest first. */
  commitsOfMergeRequest(scope: string, iid: number, signal: AbortSignal) {
    const mergeRequests = new MergeRequests(this.#resource(signal));
    return pages(page => mergeRequests.allCommits(scope, iid, page));
  }

  approvals(scope: string, iid: number, signal: AbortSignal): Promise<unknown> {
    return new MergeRequestApprovals(this.#resource(signal)).showConfiguration(
      scope,
      { mergerequestIId: iid },
    );
  }

  /** Newest change first, like pipelines. */
  incidents(
    scope: string,
    options: { updatedAfter: Date; signal: AbortSignal },
  ): AsyncGenerator<unknown[]> {
    const issues = new Issues(this.#resource(options.signal));
    return pages(page =>
      issues.all({
        ...page,
        projectId: scope,
        issueType: 'incident',
        updatedAfter: options.updatedAfter.toISOString(),
        orderBy: 'updated_at',
        sort: 'desc',
      }),
    );
  }

  /** What the second revision has since the two parted. */
  compare(
    scope: string,
    range: { from: string; to: string },
    signal: AbortSignal,
  ): Promise<unknown> {
    return new Repositories(this.#resource(signal)).compare(
      scope,
      range.from,
      range.to,
      { straight: false },
    );
  }

  /** The commits of such a comparison, newest first, without its diffs. */
  commitsOfRange(
    scope: string,
    range: { from: string; to: string },
    signal: AbortSignal,
  ) {
    const commits = new Commits(this.#resource(signal));
    return pages(page =>
      commits.all(scope, { ...page, refName: `${range.from}..${range.to}` }),
    );
  }

  mergeBase(
    scope: string,
    range: { from: string; to: string },
    signal: AbortSignal,
  ): Promise<unknown> {
    return new Repositories(this.#resource(signal)).mergeBase(scope, [
      range.from,
      range.to,
    ]);
  }

  /** The files of one commit with their diffs: there is no list without. */
  diff(scope: string, sha: string, signal: AbortSignal) {
    const commits = new Commits(this.#resource(signal));
    return pages(page => commits.showDiff(scope, sha, page));
  }

  environments(scope: string, signal: AbortSignal) {
    const environments = new Environments(this.#resource(signal));
    return pages(page => environments.all(scope, page));
  }

  environment(scope: string, id: number, signal: AbortSignal) {
    return new Environments(this.#resource(signal)).show(scope, id);
  }

  /** The log as GitLab sends it, so that its rest need not be read. */
  async trace(
    scope: string,
    jobId: number,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array> | undefined> {
    const { requester } = new Jobs(this.#resource(signal));
    const { body } = await requester.get<ReadableStream | null>(
      `projects/${encodeURIComponent(scope)}/jobs/${jobId}/trace`,
      { asStream: true },
    );
    return body ?? undefined;
  }

  async controlJob(
    scope: string,
    jobId: number,
    action: JobControl,
    signal: AbortSignal,
  ): Promise<void> {
    await new Jobs(this.#resource(signal))[action](scope, jobId);
  }

  async controlPipeline(
    scope: string,
    pipelineId: number,
    action: RunControl,
    signal: AbortSignal,
  ): Promise<void> {
    await new Pipelines(this.#resource(signal))[action](scope, pipelineId);
  }

  #resource(signal: AbortSignal) {
    const { title, host, token, apiHost } = this.#options;
    const requesterFn = createRequester({
      title,
      host,
      token,
      gate: this.#gate,
      signal,
    });
    return {
      host: apiHost,
      // The library insists on a token; public projects can do without.
      token: token ?? '',
      requesterFn,
      // Time-outs and limits are the requester's, which knows the signal.
      queryTimeout: null,
      rateLimits: {},
    };
  }
}
