import { ActionButton } from '../../components/ActionButton';
import { FilterBar } from '../../components/FilterBar';
import { GroupFilters } from '../../components/GroupFilters';
import { WindowSelect } from '../../components/WindowSelect';
import { useTranslation } from '../../hooks/useTranslation';
import { useFleetFilters } from './useFleetFilters';

/** How the fleet is put together, and what it is narrowed to. */
export function FleetBar() {
  const { t } = useTranslation();
  const { scope, by, isNarrow, change } = useFleetFilters();
  return (
    <FilterBar>
      <GroupFilters by={by} scope={scope} onChange={change} />
      <WindowSelect
        value={scope.window}
        onChange={window => change({ window: String(window) })}
      />
      {isNarrow && (
        <ActionButton
          onClick={() =>
            change({ owner: undefined, system: undefined, domain: undefined })
          }
        >
          {t('fleet.showAll')}
        </ActionButton>
      )}
    </FilterBar>
  );
}
