import { useApi } from '@backstage/core-plugin-api';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { devopsApiRef } from '../api/devopsApiRef';
import { queryClientFor } from '../hooks/queryClient';

/** Around pages that are of no single entity: the shared cache. */
export function DevopsPageProvider(props: { children: ReactNode }) {
  const api = useApi(devopsApiRef);
  return (
    <QueryClientProvider client={queryClientFor(api)}>
      {/* Marks what is ours, for themes and for checks of a whole page. */}
      <div data-devops style={{ display: 'contents' }}>
        {props.children}
      </div>
    </QueryClientProvider>
  );
}
