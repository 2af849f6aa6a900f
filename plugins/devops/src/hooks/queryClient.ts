import type { DevopsApi } from '@backstage-devops/plugin-devops-common';
import { QueryClient } from '@tanstack/react-query';
import { isRefused, statusOf } from '../components/errors';

const clients = new WeakMap<DevopsApi, QueryClient>();

/**
 * The cache of everything read through one API. All cards and tabs of a page
 * share it, so that a card and a tab that show the same ask once.
 */
export function queryClientFor(api: DevopsApi): QueryClient {
  const existing = clients.get(api);
  if (existing) {
    return existing;
  }
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        // A portal on a laptop without network still reaches its own backend.
        networkMode: 'always',
        // What the backend refuses it refuses again; the rest may be a hiccup.
        retry: (failures, error) =>
          failures < 1 && !isRefused(error) && (statusOf(error) ?? 500) >= 500,
        retryDelay: 1_000,
        refetchIntervalInBackground: false,
      },
      mutations: { networkMode: 'always' },
    },
  });
  clients.set(api, client);
  return client;
}
