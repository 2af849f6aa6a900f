import { useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { devopsApiRef } from '../api/devopsApiRef';

/** The configured sources. Who may not list them gets an error. */
export function useSources() {
  const api = useApi(devopsApiRef);
  return useQuery({
    queryKey: ['devops', 'sources'],
    queryFn: ({ signal }) => api.listSources({ signal }),
    staleTime: 60_000,
  });
}
