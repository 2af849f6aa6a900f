import type { FleetGroupPage } from '@backstage-devops/plugin-devops-common';
import { useFleetGroups, type FleetGrouping } from '../../hooks/useFleet';
import { useTranslation, type Translate } from '../../hooks/useTranslation';
import { FleetPages } from './FleetPages';
import { GroupTable } from './GroupTable';
import { useFleetFilters } from './useFleetFilters';

/** The owners, systems or domains with how their entities are distributed. */
export function Groups(props: { by: FleetGrouping }) {
  const { by } = props;
  const { t } = useTranslation();
  const { scope, isNarrow } = useFleetFilters();
  const query = useFleetGroups(scope, by);
  const ungrouped = query.data?.pages[0].ungrouped ?? 0;
  return (
    <FleetPages
      query={query}
      label={t(`fleet.tableBy.${by}`)}
      empty={<p>{emptyText(by, ungrouped, isNarrow, t)}</p>}
      count={page => countText(by, page, t)}
    >
      {pages => <GroupTable by={by} rows={pages.flatMap(page => page.items)} />}
    </FleetPages>
  );
}

function emptyText(
  by: FleetGrouping,
  ungrouped: number,
  isNarrow: boolean,
  t: Translate,
): string {
  if (ungrouped > 0) {
    return t(`fleet.ungrouped.${by}`, { count: ungrouped });
  }
  return t(isNarrow ? 'fleet.noMatch' : 'fleet.empty');
}

function countText(
  by: FleetGrouping,
  { groups, ungrouped }: FleetGroupPage,
  t: Translate,
): string {
  const count = t(`fleet.groups.${by}`, { count: groups });
  return ungrouped === 0
    ? count
    : `${count} · ${t(`fleet.ungrouped.${by}`, { count: ungrouped })}`;
}
