import type {
  InboxState,
  WorkState,
} from '@backstage-devops/plugin-devops-common';
import { useApi } from '@backstage/core-plugin-api';
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { devopsApiRef } from '../api/devopsApiRef';
import { devopsOperatorApiRef } from '../api/devopsOperatorApiRef';
import { IDLE_POLL_MS } from './keys';

const PAGE_SIZE = 25;
const KEY = ['devops', 'operators'];

/** What the inbox is narrowed to. */
export type InboxFilters = {
  state?: InboxState;
  source?: string;
  event?: string;
};

/** What the work is narrowed to. */
export type WorkFilters = { state?: WorkState; source?: string };

/** The sources, as operators watch them. */
export function useWatchedSources(enabled = true) {
  const api = useApi(devopsApiRef);
  return useQuery({
    queryKey: [...KEY, 'sources'],
    queryFn: ({ signal }) => api.listSources({ signal }),
    refetchInterval: IDLE_POLL_MS,
    enabled,
  });
}

/** Webhooks, page after page, newest first. */
export function useInbox(filters: InboxFilters) {
  const api = useApi(devopsOperatorApiRef);
  return useInfiniteQuery({
    queryKey: [...KEY, 'inbox', filters],
    queryFn: ({ pageParam, signal }) =>
      api.listInbox(
        {
          ...filters,
          limit: PAGE_SIZE,
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchInterval: IDLE_POLL_MS,
  });
}

/**
 * The body of a webhook. It is read once and only when asked for, since each
 * look at it is audited.
 */
export function useBody(deliveryId: string, enabled: boolean) {
  const api = useApi(devopsOperatorApiRef);
  return useQuery({
    queryKey: ['devops', 'bodies', deliveryId],
    queryFn: ({ signal }) => api.getInboxDelivery(deliveryId, { signal }),
    select: delivery => delivery.body,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    enabled,
  });
}

/** Work, page after page, newest first. */
export function useWork(filters: WorkFilters) {
  const api = useApi(devopsOperatorApiRef);
  return useInfiniteQuery({
    queryKey: [...KEY, 'work', filters],
    queryFn: ({ pageParam, signal }) =>
      api.listWork(
        {
          ...filters,
          limit: PAGE_SIZE,
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchInterval: IDLE_POLL_MS,
  });
}

/** Applies one webhook again. */
export function useReplay() {
  const api = useApi(devopsOperatorApiRef);
  return useAction((id: string) => api.replayInboxDelivery(id));
}

/** Applies all webhooks again that were set aside. */
export function useReplayAll() {
  const api = useApi(devopsOperatorApiRef);
  return useAction((filters: Omit<InboxFilters, 'state'>) =>
    api.replayInbox({ ...filters, state: 'parked' }),
  );
}

/** Deletes a webhook that was set aside. */
export function useDiscard() {
  const api = useApi(devopsOperatorApiRef);
  return useAction((id: string) => api.discardInboxDelivery(id));
}

/** Has a question asked now. */
export function useRetryWork() {
  const api = useApi(devopsOperatorApiRef);
  return useAction((id: string) => api.retryWork(id));
}

/** Acts, and then shows what came of it. */
function useAction<TInput, TOutput>(
  action: (input: TInput) => Promise<TOutput>,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: action,
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}
