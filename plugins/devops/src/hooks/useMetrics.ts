import type {
  MetricName,
  MetricsWindow,
} from '@backstage-devops/plugin-devops-common';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { entityKey, IDLE_POLL_MS } from './keys';
import { useDevopsEntity } from './useDevopsEntity';

/** The delivery metrics of the entity over some days until now. */
export function useMetrics(window: MetricsWindow) {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('delivery', entityRef, 'metrics', window),
    queryFn: ({ signal }) => api.getMetrics(ref, { window }, { signal }),
    refetchInterval: IDLE_POLL_MS,
    // The numbers before stay until those of another window are there.
    placeholderData: previous => previous,
  });
}

/** The rows behind a number, page after page. */
export function useMetricRows(metric: MetricName, window: MetricsWindow) {
  const { api, ref, entityRef } = useDevopsEntity();
  return useInfiniteQuery({
    queryKey: entityKey('delivery', entityRef, 'metricRows', metric, window),
    queryFn: ({ pageParam, signal }) =>
      api.listMetricRows(
        ref,
        metric,
        { window, limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
  });
}

/** What would ship from one environment to another; asked for once it is shown. */
export function usePendingChanges(from: string, to: string) {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('delivery', entityRef, 'changes', from, to),
    queryFn: ({ signal }) =>
      api.getPendingChanges(ref, { from, to }, { signal }),
    refetchInterval: query =>
      query.state.data?.state === 'unknown' ? 3_000 : IDLE_POLL_MS,
  });
}
