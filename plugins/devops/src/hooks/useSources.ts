import { useQuery } from '@tanstack/react-query';
import { useDevopsEntity } from './useDevopsEntity';

/** The configured sources. Who may not list them gets an error. */
export function useSources() {
  const { api } = useDevopsEntity();
  return useQuery({
    queryKey: ['devops', 'sources'],
    queryFn: ({ signal }) => api.listSources({ signal }),
    staleTime: 60_000,
  });
}
