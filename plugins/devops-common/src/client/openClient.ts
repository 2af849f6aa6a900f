import type { CompoundEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../schema/generated/api';
import type { DevopsRequestOptions } from './queries';

/** A typed client of the backend whose calls reject unless they are answered well. */
export async function openClient(
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> },
  fetchApi: { fetch: typeof fetch },
): Promise<Client<paths>> {
  const client = createClient<paths>({
    baseUrl: await discoveryApi.getBaseUrl('devops'),
    fetch: request => send(fetchApi, request),
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
async function send(
  fetchApi: { fetch: typeof fetch },
  request: Request,
): Promise<Response> {
  const body = await request.text();
  return fetchApi.fetch(request.url, {
    method: request.method,
    headers: request.headers,
    signal: request.signal,
    ...(body ? { body } : {}),
  });
}

/** The path parameters of an entity. */
export function path(entity: CompoundEntityRef) {
  return {
    kind: entity.kind.toLocaleLowerCase('en-US'),
    namespace: entity.namespace.toLocaleLowerCase('en-US'),
    name: entity.name,
  };
}

/** What the options of a call mean for its request. */
export function init(options?: DevopsRequestOptions) {
  return {
    ...(options?.signal ? { signal: options.signal } : {}),
    ...(options?.token
      ? { headers: { Authorization: `Bearer ${options.token}` } }
      : {}),
  };
}

/** The body of an answer that always has one. */
export function required<T>(data: T | undefined): T {
  if (data === undefined) {
    throw new Error('The devops backend answered without a body');
  }
  return data;
}
