import type {
  FleetFigures,
  MetricsWindow,
} from '@backstage-devops/plugin-devops-common';
import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { devopsApiRef } from '../api/devopsApiRef';

const PAGE_SIZE = 50;
const POLL_MS = 60_000;

export type FleetSort = 'name' | keyof FleetFigures;

/** Of whose entities, and of which time. */
export type FleetScope = {
  window: MetricsWindow;
  owner?: string;
  system?: string;
  domain?: string;
};

export type FleetOrder = { sort: FleetSort; order: 'asc' | 'desc' };

/** What entities are put together by. */
export type FleetGrouping = 'owner' | 'system' | 'domain';

const paging = {
  initialPageParam: '',
  getNextPageParam: (page: { nextCursor?: string }) => page.nextCursor,
  refetchInterval: POLL_MS,
};

/** The entities that the reader may see with their figures, page after page. */
export function useFleet(scope: FleetScope, order: FleetOrder) {
  const api = useApi(devopsApiRef);
  return useInfiniteQuery({
    queryKey: ['devops', 'fleet', 'entities', scope, order],
    queryFn: ({ pageParam, signal }) =>
      api.listFleet({ ...scope, ...order, ...pageOf(pageParam) }, { signal }),
    ...paging,
    placeholderData: previous => previous,
  });
}

/** The owners, systems or domains of these entities, page after page. */
export function useFleetGroups(scope: FleetScope, by: FleetGrouping) {
  const api = useApi(devopsApiRef);
  return useInfiniteQuery({
    queryKey: ['devops', 'fleet', 'groups', scope, by],
    queryFn: ({ pageParam, signal }) =>
      api.listFleetGroups({ ...scope, by, ...pageOf(pageParam) }, { signal }),
    ...paging,
  });
}

function pageOf(cursor: string) {
  return { limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) };
}
