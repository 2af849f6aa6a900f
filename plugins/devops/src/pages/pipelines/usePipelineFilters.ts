import type {
  DriftQuery,
  PipelineState,
} from '@backstage-devops/plugin-devops-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { DRIFT_KINDS } from '../../components/pipelines/kinds';
import { useUrlFilters } from '../../hooks/useUrlFilters';

export const PIPELINE_STATES: PipelineState[] = [
  'broken',
  'behind',
  'edited',
  'current',
];

const NAMES = ['owner', 'system', 'state', 'difference', 'version'] as const;
type Name = (typeof NAMES)[number] | 'open';
type Change = Partial<Record<Name, string | undefined>>;

/** Which pipelines are shown, from the URL. */
export function usePipelineFilters(): {
  filters: DriftQuery;
  isNarrow: boolean;
  /** The entity whose differences are shown beside the list. */
  open?: string;
  change: (change: Change) => void;
  clear: () => void;
  /** The page with a change, as the query part of its address. */
  searchOf: (change: Change) => string;
} {
  const { get, set, searchOf } = useUrlFilters<Name>('pipelines');
  const filters: DriftQuery = Object.fromEntries(
    Object.entries({
      owner: get('owner'),
      system: get('system'),
      state: PIPELINE_STATES.find(state => state === get('state')),
      difference: DRIFT_KINDS.find(kind => kind === get('difference')),
      version: get('version'),
    }).filter(([, value]) => value !== undefined),
  );
  return {
    filters,
    isNarrow: Object.keys(filters).length > 0,
    open: entityRefOf(get('open')),
    change: set,
    clear: () => set(Object.fromEntries(NAMES.map(name => [name, undefined]))),
    searchOf,
  };
}

/** Undefined for what somebody wrote into the address that is none. */
function entityRefOf(text: string | undefined): string | undefined {
  try {
    parseEntityRef(text ?? '');
    return text;
  } catch {
    return undefined;
  }
}
