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

/** What the fleet is narrowed to and sorted by. */
export type FleetFilters = {
  window: MetricsWindow;
  owner?: string;
  system?: string;
  domain?: string;
  sort: FleetSort;
  order: 'asc' | 'desc';
};

/** The entities that the reader may see with their figures, page after page. */
export function useFleet(filters: FleetFilters) {
  const api = useApi(devopsApiRef);
  return useInfiniteQuery({
    queryKey: ['devops', 'fleet', filters],
    queryFn: ({ pageParam, signal }) =>
      api.listFleet(
        {
          ...filters,
          limit: PAGE_SIZE,
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchInterval: POLL_MS,
    placeholderData: previous => previous,
  });
}
