import type { MetricsWindow } from '@backstage-devops/plugin-devops-common';
import { METRIC_NAMES } from '../../components/figures';
import { GROUPINGS } from '../../components/GroupFilters';
import { METRIC_WINDOWS } from '../../components/WindowSelect';
import type {
  FleetGrouping,
  FleetOrder,
  FleetScope,
  FleetSort,
} from '../../hooks/useFleet';
import { useUrlFilters } from '../../hooks/useUrlFilters';

const SORTS: FleetSort[] = ['name', ...METRIC_NAMES, 'runSuccessRate'];
const NAMES = [...GROUPINGS, 'by', 'window', 'sort', 'order'] as const;
type Name = (typeof NAMES)[number];

/** What of the fleet is shown, from the URL. */
export function useFleetFilters(): {
  scope: FleetScope;
  order: FleetOrder;
  /** Absent where each entity is shown for itself. */
  by?: FleetGrouping;
  isNarrow: boolean;
  change: (change: Partial<Record<Name, string | undefined>>) => void;
  /** The page narrowed to a group, as the query part of its address. */
  inside: (group: { by: FleetGrouping; ref: string }) => string;
} {
  const { get, set, searchOf } = useUrlFilters<Name>('fleet');
  const window = Number(get('window'));
  const scope: FleetScope = {
    window: METRIC_WINDOWS.includes(window as MetricsWindow)
      ? (window as MetricsWindow)
      : 30,
  };
  for (const kind of GROUPINGS) {
    const ref = get(kind);
    if (ref) {
      scope[kind] = ref;
    }
  }
  return {
    scope,
    order: {
      sort: SORTS.find(name => name === get('sort')) ?? 'name',
      order: get('order') === 'desc' ? 'desc' : 'asc',
    },
    by: GROUPINGS.find(name => name === get('by')),
    isNarrow: GROUPINGS.some(kind => scope[kind] !== undefined),
    change: set,
    inside: ({ by, ref }) => searchOf({ by: undefined, [by]: ref }),
  };
}
