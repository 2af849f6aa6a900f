import { FreshnessFooter } from '../../components/FreshnessFooter';
import { PagedTable } from '../../components/PagedTable';
import { useTableStyles } from '../../components/tableStyles';
import type { useFleetSlos } from '../../hooks/useFleetSlos';
import { useTranslation } from '../../hooks/useTranslation';
import { NoObjectives } from './NoObjectives';
import { ObjectiveTable } from './ObjectiveTable';
import { StateCounts } from './StateCounts';
import { useSloFilters } from './useSloFilters';

/** Each objective for itself, what asks for attention first. */
export function Objectives(props: { query: ReturnType<typeof useFleetSlos> }) {
  const { query } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const { states, order, change, searchOf } = useSloFilters();
  return (
    <PagedTable
      query={query}
      what={t('slos.what.slos')}
      label={t('fleetSlos.table')}
      head={first => (
        <StateCounts
          label={t('fleetSlos.byState')}
          counts={first.states}
          chosen={states}
          linkTo={state => searchOf({ state: toggled(states, state) })}
        />
      )}
      empty={() => <NoObjectives />}
      foot={first => (
        <>
          <p className={classes.quiet}>
            {t('fleetSlos.objectives', { count: first.objectives })}
          </p>
          <FreshnessFooter
            freshness={first.freshness}
            refetchError={query.error}
          />
        </>
      )}
    >
      {pages => (
        <ObjectiveTable
          rows={pages.flatMap(page => page.items)}
          order={order}
          onSort={change}
        />
      )}
    </PagedTable>
  );
}

/** Chosen states with one more, or with one less. */
function toggled(states: string[], state: string): string | undefined {
  const next = states.includes(state)
    ? states.filter(other => other !== state)
    : [...states, state];
  return next.join(',') || undefined;
}
