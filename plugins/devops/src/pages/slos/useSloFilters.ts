import type {
  FleetSloQuery,
  SloState,
} from '@backstage-devops/plugin-devops-common';
import { GROUPINGS } from '../../components/GroupFilters';
import { sloStates } from '../../components/sloOrder';
import type { FleetGrouping } from '../../hooks/useFleet';
import type { SloOrder, SloSort } from '../../hooks/useFleetSlos';
import { useUrlFilters } from '../../hooks/useUrlFilters';

const SORTS: SloSort[] = ['state', 'name', 'budgetRemaining', 'currentBurn'];
const SCOPES = [...GROUPINGS, 'environment', 'text'] as const;
type Name = (typeof SCOPES)[number] | 'state' | 'by' | 'sort' | 'order';
type Change = Partial<Record<Name, string | undefined>>;

/** Which objectives are shown, and how, from the URL. */
export function useSloFilters(): {
  scope: FleetSloQuery;
  /** Empty where objectives in all states are shown. */
  states: SloState[];
  order: SloOrder;
  /** Absent where each objective is shown for itself. */
  by?: FleetGrouping;
  isNarrow: boolean;
  change: (change: Change) => void;
  /** The page with a change, as the query part of its address. */
  searchOf: (change: Change) => string;
} {
  const { get, set, searchOf } = useUrlFilters<Name>('slos');
  const scope: FleetSloQuery = {};
  for (const name of SCOPES) {
    const value = get(name);
    if (value) {
      scope[name] = value;
    }
  }
  const chosen = (get('state') ?? '').split(',');
  const states = sloStates.filter(state => chosen.includes(state));
  return {
    scope,
    states,
    order: {
      sort: SORTS.find(name => name === get('sort')) ?? 'state',
      order: get('order') === 'desc' ? 'desc' : 'asc',
    },
    by: GROUPINGS.find(name => name === get('by')),
    isNarrow: states.length > 0 || Object.keys(scope).length > 0,
    change: set,
    searchOf,
  };
}
