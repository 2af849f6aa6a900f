import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queryClientFor } from '../hooks/queryClient';
import { useDevopsEntity } from '../hooks/useDevopsEntity';
import { useLiveUpdates } from '../hooks/useLiveUpdates';

function LiveUpdates() {
  const { entity, entityRef } = useDevopsEntity();
  useLiveUpdates(entity.metadata.uid, entityRef);
  return null;
}

/** Around every card and tab: the shared cache, and the signals that age it. */
export function DevopsProvider(props: { children: ReactNode }) {
  const { api } = useDevopsEntity();
  return (
    <QueryClientProvider client={queryClientFor(api)}>
      <LiveUpdates />
      {/* Marks what is ours, for themes and for checks of a whole page. */}
      <div data-devops style={{ display: 'contents' }}>
        {props.children}
      </div>
    </QueryClientProvider>
  );
}
