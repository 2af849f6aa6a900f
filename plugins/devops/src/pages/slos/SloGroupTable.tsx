import type { SloGroup } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import classNames from 'classnames';
import { formatNumber } from '../../components/format';
import { useTableStyles } from '../../components/tableStyles';
import type { FleetGrouping } from '../../hooks/useFleet';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';
import { StateCounts } from './StateCounts';
import { useSloFilters } from './useSloFilters';

/** One row for each group, by name: they are not ranked. */
export function SloGroupTable(props: { by: FleetGrouping; rows: SloGroup[] }) {
  const { by, rows } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>
        {t(`fleetSlos.tableBy.${by}`)}
      </caption>
      <thead>
        <tr>
          <th scope="col" className={classes.headerCell}>
            {t(`fleet.${by}`)}
          </th>
          <th
            scope="col"
            className={classNames(classes.headerCell, classes.numeric)}
          >
            {t('fleetSlos.objectivesHead')}
          </th>
          <th scope="col" className={classes.headerCell}>
            {t('fleetSlos.byState')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.ref} by={by} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: { by: FleetGrouping; row: SloGroup }) {
  const { by, row } = props;
  const classes = useTableStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const { searchOf } = useSloFilters();
  const inside = (state?: string) =>
    searchOf({ by: undefined, [by]: row.ref, state });
  return (
    <tr>
      <th
        scope="row"
        className={classNames(classes.cell, classes.rowHead, classes.sticky)}
      >
        <EntityRefLink entityRef={row.ref} />
      </th>
      <td className={classNames(classes.cell, classes.numeric)}>
        <Link
          to={inside()}
          aria-label={t('fleetSlos.showObjectives', {
            count: row.objectives,
            group: row.ref,
          })}
        >
          {formatNumber(row.objectives, locale)}
        </Link>
      </td>
      <td className={classNames(classes.cell, classes.wrapping)}>
        <StateCounts
          label={t('fleetSlos.statesOf', { group: row.ref })}
          counts={row.states}
          linkTo={inside}
        />
      </td>
    </tr>
  );
}
