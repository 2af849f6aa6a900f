import type { CompoundEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import createClient, { type Client } from 'openapi-fetch';
import type {
  DeliverySummary,
  JobControl,
  JobTrace,
  PipelineRunDetail,
  RunControl,
  SloHistory,
  SourceHealth,
} from '../model';
import type { paths } from '../schema/generated/api';
import type { DevopsApi, DevopsRequestOptions } from './DevopsApi';

/**
 * The client of the devops backend, for browsers and for backends.
 *
 * @public
 */
export class DevopsClient implements DevopsApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    /** Defaults to the global fetch. */
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    // Looked up at each call: whoever instruments fetch may do so later.
    this.#fetchApi = options.fetchApi ?? {
      fetch: (...request) => fetch(...request),
    };
  }

  async listSources(options?: DevopsRequestOptions): Promise<SourceHealth[]> {
    const client = await this.#client();
    const { data } = await client.GET('/sources', init(options));
    return required(data).items;
  }

  async getDelivery(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<DeliverySummary> {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/delivery',
      { params: { path: path(entity) }, ...init(options) },
    );
    return required(data);
  }

  async listRuns(
    entity: CompoundEntityRef,
    query?: Parameters<DevopsApi['listRuns']>[1],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/runs',
      { params: { path: path(entity), query }, ...init(options) },
    );
    return required(data);
  }

  async getRun(
    entity: CompoundEntityRef,
    runId: string,
    options?: DevopsRequestOptions,
  ): Promise<PipelineRunDetail> {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/runs/{runId}',
      { params: { path: { ...path(entity), runId } }, ...init(options) },
    );
    return required(data);
  }

  async controlRun(
    entity: CompoundEntityRef,
    runId: string,
    action: RunControl,
    options?: DevopsRequestOptions,
  ): Promise<void> {
    const client = await this.#client();
    await client.POST(
      '/entities/{kind}/{namespace}/{name}/runs/{runId}/actions',
      {
        params: { path: { ...path(entity), runId } },
        body: { action },
        ...init(options),
      },
    );
  }

  async getJobTrace(
    entity: CompoundEntityRef,
    jobId: string,
    options?: DevopsRequestOptions,
  ): Promise<JobTrace> {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/jobs/{jobId}/trace',
      { params: { path: { ...path(entity), jobId } }, ...init(options) },
    );
    return required(data);
  }

  async controlJob(
    entity: CompoundEntityRef,
    jobId: string,
    action: JobControl,
    options?: DevopsRequestOptions,
  ): Promise<void> {
    const client = await this.#client();
    await client.POST(
      '/entities/{kind}/{namespace}/{name}/jobs/{jobId}/actions',
      {
        params: { path: { ...path(entity), jobId } },
        body: { action },
        ...init(options),
      },
    );
  }

  async listDeployments(
    entity: CompoundEntityRef,
    query?: Parameters<DevopsApi['listDeployments']>[1],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/deployments',
      { params: { path: path(entity), query }, ...init(options) },
    );
    return required(data);
  }

  async listEnvironments(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/environments',
      { params: { path: path(entity) }, ...init(options) },
    );
    return required(data);
  }

  async listSlos(entity: CompoundEntityRef, options?: DevopsRequestOptions) {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/slos',
      { params: { path: path(entity) }, ...init(options) },
    );
    return required(data);
  }

  async getSloHistory(
    entity: CompoundEntityRef,
    sloId: string,
    query?: Parameters<DevopsApi['getSloHistory']>[2],
    options?: DevopsRequestOptions,
  ): Promise<SloHistory> {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/slos/{sloId}/history',
      {
        params: { path: { ...path(entity), sloId }, query },
        ...init(options),
      },
    );
    return required(data);
  }

  async #client(): Promise<Client<paths>> {
    const client = createClient<paths>({
      baseUrl: await this.#discoveryApi.getBaseUrl('devops'),
      fetch: request => this.#fetch(request),
    });
    client.use({
      async onResponse({ response }) {
        if (!response.ok) {
          throw await ResponseError.fromResponse(response);
        }
      },
    });
    return client;
  }

  /**
   * Hands over address and body apart. The middleware of Backstage's fetch makes
   * a request of its own from what it gets, more than once, and the body of a
   * `Request` can be used only once.
   */
  async #fetch(request: Request): Promise<Response> {
    const body = await request.text();
    return this.#fetchApi.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      signal: request.signal,
      ...(body ? { body } : {}),
    });
  }
}

function path(entity: CompoundEntityRef) {
  return {
    kind: entity.kind.toLocaleLowerCase('en-US'),
    namespace: entity.namespace.toLocaleLowerCase('en-US'),
    name: entity.name,
  };
}

function init(options?: DevopsRequestOptions) {
  return {
    ...(options?.signal ? { signal: options.signal } : {}),
    ...(options?.token
      ? { headers: { Authorization: `Bearer ${options.token}` } }
      : {}),
  };
}

function required<T>(data: T | undefined): T {
  if (data === undefined) {
    throw new Error('The devops backend answered without a body');
  }
  return data;
}
