import type { InboxState } from '@backstage-devops/plugin-devops-common';
import type { InboxFilters } from '../../hooks/useOperators';
import { useUrlFilters } from '../../hooks/useUrlFilters';

const STATES: InboxState[] = ['parked', 'pending', 'applied'];
export const ANY = 'any';

/**
 * What the inbox is narrowed to, from the URL: what was set aside, unless it
 * says otherwise.
 */
export function useInboxFilters(): {
  filters: InboxFilters;
  /** As the URL has it, where any state is a state, too. */
  state: InboxState | typeof ANY;
  narrow: (change: {
    state?: InboxState | typeof ANY;
    source?: string;
    event?: string;
  }) => void;
  clear: () => void;
} {
  const { get, set } = useUrlFilters<'state' | 'source' | 'event'>('inbox');
  const asked = get('state');
  const state =
    asked === ANY ? ANY : (STATES.find(name => name === asked) ?? 'parked');
  const source = get('source');
  const event = get('event');
  return {
    state,
    filters: {
      ...(state === ANY ? {} : { state }),
      ...(source ? { source } : {}),
      ...(event ? { event } : {}),
    },
    narrow: set,
    clear: () => set({ source: undefined, event: undefined }),
  };
}
