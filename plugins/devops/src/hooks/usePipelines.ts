import type { DriftQuery } from '@backstage-devops/plugin-devops-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { devopsApiRef } from '../api/devopsApiRef';
import { entityKey } from './keys';
import { useDevopsEntity } from './useDevopsEntity';

const PAGE_SIZE = 50;
/** Repositories are read about as often. */
const POLL_MS = 60_000;

/** The generated pipelines that the reader may see, page after page. */
export function usePipelines(filters: DriftQuery) {
  const api = useApi(devopsApiRef);
  return useInfiniteQuery({
    queryKey: ['devops', 'pipelines', filters],
    queryFn: ({ pageParam, signal }) =>
      api.listDrift(
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

/** The generated pipeline of an entity with each difference. */
export function usePipelineOf(entityRef: string) {
  const api = useApi(devopsApiRef);
  return useQuery({
    queryKey: pipelineKey(entityRef),
    queryFn: async ({ signal }) =>
      (await api.getDrift(parseEntityRef(entityRef), { signal })) ?? null,
    refetchInterval: POLL_MS,
  });
}

/** The generated pipeline of the entity of the page; null without one. */
export function usePipeline() {
  return usePipelineOf(useDevopsEntity().entityRef);
}

/** Signals about delivery tell of the pipeline, too. */
function pipelineKey(entityRef: string) {
  return entityKey('delivery', entityRef, 'pipeline');
}
