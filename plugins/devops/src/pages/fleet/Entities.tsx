import { useFleet } from '../../hooks/useFleet';
import { useTranslation } from '../../hooks/useTranslation';
import { FleetPages } from './FleetPages';
import { FleetTable } from './FleetTable';
import { useFleetFilters } from './useFleetFilters';

/** Each entity for itself, below what holds for all of them. */
export function Entities() {
  const { t } = useTranslation();
  const { scope, order, isNarrow, change } = useFleetFilters();
  const query = useFleet(scope, order);
  return (
    <FleetPages
      query={query}
      label={t('fleet.table')}
      empty={<p>{t(isNarrow ? 'fleet.noMatch' : 'fleet.empty')}</p>}
      count={({ entities }) => t('fleet.entities', { count: entities })}
    >
      {pages => (
        <FleetTable
          summary={pages[0]}
          rows={pages.flatMap(page => page.items)}
          order={order}
          onSort={change}
        />
      )}
    </FleetPages>
  );
}
