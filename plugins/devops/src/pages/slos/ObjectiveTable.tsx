import type { FleetSlo } from '@backstage-devops/plugin-devops-common';
import classNames from 'classnames';
import { SortLabel, sortedBy } from '../../components/SortLabel';
import { useTableStyles } from '../../components/tableStyles';
import type { SloOrder, SloSort } from '../../hooks/useFleetSlos';
import { useTranslation } from '../../hooks/useTranslation';
import { ObjectiveRow } from './ObjectiveRow';

/** One row for each objective; some of the heads sort by their column. */
export function ObjectiveTable(props: {
  rows: FleetSlo[];
  order: SloOrder;
  onSort: (order: SloOrder) => void;
}) {
  const { rows, order, onSort } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const sortable = (by: SloSort, title: string, numeric = false) => (
    <th
      scope="col"
      className={classNames(classes.headerCell, numeric && classes.numeric)}
      aria-sort={sortedBy(by, order)}
    >
      <SortLabel by={by} title={title} order={order} onSort={onSort} />
    </th>
  );
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t('fleetSlos.table')}</caption>
      <thead>
        <tr>
          {sortable('state', t('fleetSlos.state'))}
          {sortable('name', t('fleetSlos.name'))}
          <th scope="col" className={classes.headerCell}>
            {t('fleetSlos.entity')}
          </th>
          <th scope="col" className={classes.headerCell}>
            {t('fleetSlos.environment')}
          </th>
          {sortable('budgetRemaining', t('fleetSlos.budget'))}
          {sortable('currentBurn', t('fleetSlos.burn'), true)}
          <th scope="col" className={classes.headerCell}>
            {t('fleetSlos.measured')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <ObjectiveRow key={`${row.entityRef} ${row.id}`} row={row} />
        ))}
      </tbody>
    </table>
  );
}
