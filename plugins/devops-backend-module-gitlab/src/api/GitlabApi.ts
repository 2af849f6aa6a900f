import { ServiceUnavailableError } from '@backstage/errors';
import {
  Deployments,
  Environments,
  Jobs,
  Pipelines,
  Projects,
} from '@gitbeaker/rest';
import type {
  JobControl,
  RunControl,
} from '@backstage-devops/plugin-devops-common';
import { RateLimitGate } from './RateLimitGate';
import { createRequester } from './requester';

const PER_PAGE = 100;

/**
 * A page of a list. The types of the library promise `paginationInfo` for most
 * lists only; it is there for all of them.
 */
type Page = { data: unknown; paginationInfo?: { next?: number | null } };

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

async function* pages(
  read: (page: {
    page: number;
    perPage: number;
    showExpanded: true;
    pagination: 'offset';
  }) => Promise<object>,
): AsyncGenerator<unknown[]> {
  for (let page: number | undefined = 1; page !== undefined;) {
    const answer = (await read({
      page,
      perPage: PER_PAGE,
      showExpanded: true,
      pagination: 'offset',
    })) as Page;
    if (!Array.isArray(answer.data)) {
      throw new ServiceUnavailableError(
        'GitLab answered with something that is not a list',
      );
    }
    yield answer.data;
    page = nextPage(answer, page);
  }
}

function nextPage(answer: Page, current: number): number | undefined {
  const next = answer.paginationInfo?.next ?? undefined;
  if (next !== undefined && next <= current) {
    throw new ServiceUnavailableError(
      `GitLab names page ${next} as the one after page ${current}; reading on would never end`,
    );
  }
  return next;
}
