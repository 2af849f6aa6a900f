import type { DevopsRequestOptions } from './queries';
import type { DevopsOperatorApi } from './DevopsOperatorApi';
import { init, openClient, required } from './openClient';

/**
 * The client of the operators' part of the devops backend.
 *
 * @public
 */
export class DevopsOperatorClient implements DevopsOperatorApi {
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

  async listInbox(
    query?: Parameters<DevopsOperatorApi['listInbox']>[0],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET('/inbox', {
      params: { query },
      ...init(options),
    });
    return required(data);
  }

  async getInboxDelivery(id: string, options?: DevopsRequestOptions) {
    const client = await this.#client();
    const { data } = await client.GET('/inbox/{deliveryId}', {
      params: { path: { deliveryId: id } },
      ...init(options),
    });
    return required(data);
  }

  async replayInboxDelivery(id: string, options?: DevopsRequestOptions) {
    const client = await this.#client();
    await client.POST('/inbox/{deliveryId}/replay', {
      params: { path: { deliveryId: id } },
      ...init(options),
    });
  }

  async replayInbox(
    selection: Parameters<DevopsOperatorApi['replayInbox']>[0],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.POST('/inbox/replay', {
      body: selection,
      ...init(options),
    });
    return required(data);
  }

  async discardInboxDelivery(id: string, options?: DevopsRequestOptions) {
    const client = await this.#client();
    await client.DELETE('/inbox/{deliveryId}', {
      params: { path: { deliveryId: id } },
      ...init(options),
    });
  }

  async listWork(
    query?: Parameters<DevopsOperatorApi['listWork']>[0],
    options?: DevopsRequestOptions,
  ) {
    const client = await this.#client();
    const { data } = await client.GET('/work', {
      params: { query },
      ...init(options),
    });
    return required(data);
  }

  async retryWork(id: string, options?: DevopsRequestOptions) {
    const client = await this.#client();
    await client.POST('/work/{workId}/retry', {
      params: { path: { workId: id } },
      ...init(options),
    });
  }

  #client() {
    return openClient(this.#discoveryApi, this.#fetchApi);
  }
}
