import type { SloGroupPage } from '@backstage-devops/plugin-devops-common';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { PagedTable } from '../../components/PagedTable';
import { useTableStyles } from '../../components/tableStyles';
import type { FleetGrouping } from '../../hooks/useFleet';
import type { useSloGroups } from '../../hooks/useFleetSlos';
import { useTranslation, type Translate } from '../../hooks/useTranslation';
import { NoObjectives } from './NoObjectives';
import { SloGroupTable } from './SloGroupTable';
import { StateCounts } from './StateCounts';
import { useSloFilters } from './useSloFilters';

/** The owners, systems or domains with the states of their objectives. */
export function SloGroups(props: {
  by: FleetGrouping;
  query: ReturnType<typeof useSloGroups>;
}) {
  const { by, query } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const { searchOf } = useSloFilters();
  return (
    <PagedTable
      query={query}
      what={t('slos.what.slos')}
      label={t(`fleetSlos.tableBy.${by}`)}
      head={first => (
        <StateCounts
          label={t('fleetSlos.byState')}
          counts={first.states}
          linkTo={state => searchOf({ by: undefined, state })}
        />
      )}
      empty={({ ungrouped }) =>
        ungrouped > 0 ? (
          <p>{t(`fleetSlos.ungrouped.${by}`, { count: ungrouped })}</p>
        ) : (
          <NoObjectives />
        )
      }
      foot={first => (
        <>
          <p className={classes.quiet}>{countText(by, first, t)}</p>
          <FreshnessFooter
            freshness={first.freshness}
            refetchError={query.error}
          />
        </>
      )}
    >
      {pages => (
        <SloGroupTable by={by} rows={pages.flatMap(page => page.items)} />
      )}
    </PagedTable>
  );
}

function countText(
  by: FleetGrouping,
  { groups, ungrouped }: SloGroupPage,
  t: Translate,
): string {
  const count = t(`fleet.groups.${by}`, { count: groups });
  return ungrouped === 0
    ? count
    : `${count} · ${t(`fleetSlos.ungrouped.${by}`, { count: ungrouped })}`;
}
