import {
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import type {
  DeliveryMetrics,
  DeliverySummary,
  DeploymentGate,
  EntityGates,
  DriftPage,
  FleetDay,
  FleetGroupPage,
  FleetPage,
  FleetSloPage,
  GateOverride,
  GeneratedPipelineDetail,
  JobControl,
  JobTrace,
  MetricName,
  PendingChanges,
  PipelineRunDetail,
  RunControl,
  SloGroupPage,
  SloHistory,
  SourceHealth,
} from '../model';
import type { DevopsApi } from './DevopsApi';
import { init, openClient, path, required } from './openClient';
import type { DevopsRequestOptions } from './queries';

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

  async getMetrics(
    entity: CompoundEntityRef,
    query?: Parameters<DevopsApi['getMetrics']>[1],
    options?: DevopsRequestOptions,
  ): Promise<DeliveryMetrics> {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/metrics',
      { params: { path: path(entity), query }, ...init(options) },
    );
    return required(data);
  }

  async listMetricRows(
    entity: CompoundEntityRef,
    metric: MetricName,
    query?: Parameters<DevopsApi['listMetricRows']>[2],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/metrics/{metric}/rows',
      {
        params: { path: { ...path(entity), metric }, query },
        ...init(options),
      },
    );
    return required(data);
  }

  async getPendingChanges(
    entity: CompoundEntityRef,
    query: { from: string; to: string },
    options?: DevopsRequestOptions,
  ): Promise<PendingChanges> {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/changes',
      { params: { path: path(entity), query }, ...init(options) },
    );
    return required(data);
  }

  async listIncidents(
    entity: CompoundEntityRef,
    query?: Parameters<DevopsApi['listIncidents']>[1],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/incidents',
      { params: { path: path(entity), query }, ...init(options) },
    );
    return required(data);
  }

  async listAlerts(
    entity: CompoundEntityRef,
    query?: Parameters<DevopsApi['listAlerts']>[1],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/alerts',
      { params: { path: path(entity), query }, ...init(options) },
    );
    return required(data);
  }

  async listFleet(
    query?: Parameters<DevopsApi['listFleet']>[0],
    options?: DevopsRequestOptions,
  ): Promise<FleetPage> {
    const client = await this.#client();
    const { data } = await client.GET('/fleet', {
      params: { query },
      ...init(options),
    });
    return required(data);
  }

  async getFleetSeries(
    query?: Parameters<DevopsApi['getFleetSeries']>[0],
    options?: DevopsRequestOptions,
  ): Promise<FleetDay[]> {
    const client = await this.#client();
    const { data } = await client.GET('/fleet/series', {
      params: { query },
      ...init(options),
    });
    return required(data).items;
  }

  async listFleetGroups(
    query?: Parameters<DevopsApi['listFleetGroups']>[0],
    options?: DevopsRequestOptions,
  ): Promise<FleetGroupPage> {
    const client = await this.#client();
    const { data } = await client.GET('/fleet/groups', {
      params: { query },
      ...init(options),
    });
    return required(data);
  }

  async listDrift(
    query?: Parameters<DevopsApi['listDrift']>[0],
    options?: DevopsRequestOptions,
  ): Promise<DriftPage> {
    const client = await this.#client();
    const { data } = await client.GET('/drift', {
      params: { query },
      ...init(options),
    });
    return required(data);
  }

  async getDrift(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<GeneratedPipelineDetail | undefined> {
    const client = await this.#client();
    const { data } = await client.GET(
      '/entities/{kind}/{namespace}/{name}/drift',
      { params: { path: path(entity) }, ...init(options) },
    );
    return required(data).pipeline;
  }

  async listFleetSlos(
    query?: Parameters<DevopsApi['listFleetSlos']>[0],
    options?: DevopsRequestOptions,
  ): Promise<FleetSloPage> {
    const client = await this.#client();
    const { data } = await client.GET('/slos', {
      params: { query },
      ...init(options),
    });
    return required(data);
  }

  async listSloGroups(
    query?: Parameters<DevopsApi['listSloGroups']>[0],
    options?: DevopsRequestOptions,
  ): Promise<SloGroupPage> {
    const client = await this.#client();
    const { data } = await client.GET('/slos/groups', {
      params: { query },
      ...init(options),
    });
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

  async getGate(
    entity: CompoundEntityRef,
    environment: string,
    options?: DevopsRequestOptions,
  ): Promise<DeploymentGate> {
    const client = await this.#client();
    const { data } = await client.GET('/gate', {
      params: { query: { entity: stringifyEntityRef(entity), environment } },
      ...init(options),
    });
    return required(data);
  }

  async listGates(
    entity: CompoundEntityRef,
    options?: DevopsRequestOptions,
  ): Promise<EntityGates> {
    const client = await this.#client();
    const { data } = await client.GET('/gate/environments', {
      params: { query: { entity: stringifyEntityRef(entity) } },
      ...init(options),
    });
    return required(data);
  }

  async listGateOverrides(
    entity: CompoundEntityRef,
    query?: Parameters<DevopsApi['listGateOverrides']>[1],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET('/gate/overrides', {
      params: { query: { entity: stringifyEntityRef(entity), ...query } },
      ...init(options),
    });
    return required(data);
  }

  async overrideGate(
    entity: CompoundEntityRef,
    override: Parameters<DevopsApi['overrideGate']>[1],
    options?: DevopsRequestOptions,
  ): Promise<GateOverride> {
    const client = await this.#client();
    const { data } = await client.POST('/gate/overrides', {
      body: { entity: stringifyEntityRef(entity), ...override },
      ...init(options),
    });
    return required(data);
  }

  async endGateOverride(
    id: string,
    options?: DevopsRequestOptions,
  ): Promise<void> {
    const client = await this.#client();
    await client.DELETE('/gate/overrides/{overrideId}', {
      params: { path: { overrideId: id } },
      ...init(options),
    });
  }

  #client() {
    return openClient(this.#discoveryApi, this.#fetchApi);
  }
}
