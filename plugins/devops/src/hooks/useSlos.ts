import { useQuery } from '@tanstack/react-query';
import { ACTIVE_POLL_MS, entityKey, IDLE_POLL_MS } from './keys';
import { useDevopsEntity } from './useDevopsEntity';

/** Points that a chart asks for: more than it has pixels would be lost. */
const CHART_POINTS = 180;

/** The objectives of the entity with the problems of their files. */
export function useSlos() {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('slo', entityRef, 'list'),
    queryFn: ({ signal }) => api.listSlos(ref, { signal }),
    refetchInterval: query =>
      query.state.data?.items.some(slo => slo.state === 'burning')
        ? ACTIVE_POLL_MS
        : IDLE_POLL_MS,
  });
}

/** Budget over the window of one objective. */
export function useSloHistory(sloId: string) {
  const { api, ref, entityRef } = useDevopsEntity();
  return useQuery({
    queryKey: entityKey('slo', entityRef, 'history', sloId),
    queryFn: ({ signal }) =>
      api.getSloHistory(ref, sloId, { points: CHART_POINTS }, { signal }),
    refetchInterval: IDLE_POLL_MS,
  });
}
