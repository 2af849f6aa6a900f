import type { RunStatus } from '@backstage-devops/plugin-devops-common';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ACTIVE_POLL_MS, entityKey, IDLE_POLL_MS, isActive } from './keys';
import { useDevopsEntity } from './useDevopsEntity';

const PAGE_SIZE = 20;

/** What the runs table is narrowed to. */
export type RunFilters = { status?: RunStatus; ref?: string };

/** The runs, page after page, newest first. */
export function useRuns(filters: RunFilters) {
  const { api, ref, entityRef } = useDevopsEntity();
  return useInfiniteQuery({
    queryKey: entityKey('delivery', entityRef, 'runs', filters),
    queryFn: ({ pageParam, signal }) =>
      api.listRuns(
        ref,
        {
          limit: PAGE_SIZE,
          ...filters,
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchInterval: query =>
      query.state.data?.pages.some(page => page.items.some(isActive))
        ? ACTIVE_POLL_MS
        : IDLE_POLL_MS,
  });
}

/** The deployments, page after page, newest first. */
export function useDeployments(environment: string | undefined) {
  const { api, ref, entityRef } = useDevopsEntity();
  return useInfiniteQuery({
    queryKey: entityKey('delivery', entityRef, 'deployments', environment),
    queryFn: ({ pageParam, signal }) =>
      api.listDeployments(
        ref,
        {
          limit: 10,
          ...(environment ? { environment } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchInterval: query =>
      query.state.data?.pages.some(page => page.items.some(isActive))
        ? ACTIVE_POLL_MS
        : IDLE_POLL_MS,
  });
}

/** One run with its jobs. */
export function useRun(runId: string) {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('delivery', entityRef, 'run', runId),
    queryFn: ({ signal }) => api.getRun(ref, runId, { signal }),
    refetchInterval: query => {
      const detail = query.state.data;
      return isActive(detail?.run) || detail?.jobs.some(isActive)
        ? ACTIVE_POLL_MS
        : IDLE_POLL_MS;
    },
  });
}

/** The log of a job as far as it is stored. */
export function useTrace(jobId: string) {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('delivery', entityRef, 'trace', jobId),
    queryFn: ({ signal }) => api.getJobTrace(ref, jobId, { signal }),
    refetchInterval: query => {
      const state = query.state.data?.state;
      return state === 'partial' || state === 'pending'
        ? ACTIVE_POLL_MS
        : false;
    },
  });
}
