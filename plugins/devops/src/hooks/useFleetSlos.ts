import type {
  FleetSloQuery,
  SloState,
} from '@backstage-devops/plugin-devops-common';
import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { devopsApiRef } from '../api/devopsApiRef';
import { IDLE_POLL_MS } from './keys';
import type { FleetGrouping } from './useFleet';

const PAGE_SIZE = 50;

export type SloSort = 'state' | 'name' | 'budgetRemaining' | 'currentBurn';
export type SloOrder = { sort: SloSort; order: 'asc' | 'desc' };

const paging = {
  initialPageParam: '',
  getNextPageParam: (page: { nextCursor?: string }) => page.nextCursor,
  refetchInterval: IDLE_POLL_MS,
};

/** The objectives that the reader may see, page after page. */
export function useFleetSlos(
  scope: FleetSloQuery,
  states: SloState[],
  order: SloOrder,
  options: { enabled: boolean },
) {
  const api = useApi(devopsApiRef);
  return useInfiniteQuery({
    queryKey: ['devops', 'slos', 'objectives', scope, states, order],
    queryFn: ({ pageParam, signal }) =>
      api.listFleetSlos(
        {
          ...scope,
          ...order,
          ...(states.length > 0 ? { state: states } : {}),
          ...pageOf(pageParam),
        },
        { signal },
      ),
    ...paging,
    ...options,
    placeholderData: previous => previous,
  });
}

/** The owners, systems or domains of these objectives, page after page. */
export function useSloGroups(
  scope: FleetSloQuery,
  by: FleetGrouping | undefined,
) {
  const api = useApi(devopsApiRef);
  return useInfiniteQuery({
    queryKey: ['devops', 'slos', 'groups', scope, by],
    queryFn: ({ pageParam, signal }) =>
      api.listSloGroups({ ...scope, by, ...pageOf(pageParam) }, { signal }),
    ...paging,
    enabled: by !== undefined,
  });
}

function pageOf(cursor: string) {
  return { limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) };
}
