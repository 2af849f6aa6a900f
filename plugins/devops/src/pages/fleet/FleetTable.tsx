import type { FleetEntity } from '@backstage-devops/plugin-devops-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import classNames from 'classnames';
import { METRIC_NAMES, type FigureName } from '../../components/figures';
import { useTableStyles } from '../../components/tableStyles';
import type { FleetFilters, FleetSort } from '../../hooks/useFleet';
import { useTranslation } from '../../hooks/useTranslation';
import { Figure } from './Figure';

const FIGURES: FigureName[] = [...METRIC_NAMES, 'runSuccessRate'];

/** One row for each entity; a column's head sorts by it. */
export function FleetTable(props: {
  rows: FleetEntity[];
  filters: FleetFilters;
  onSort: (by: Pick<FleetFilters, 'sort' | 'order'>) => void;
}) {
  const { rows, filters, onSort } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const head = (sort: FleetSort, title: string) => {
    const isSorted = filters.sort === sort;
    const next = isSorted && filters.order === 'asc' ? 'desc' : 'asc';
    return (
      <th
        key={sort}
        scope="col"
        aria-sort={
          isSorted
            ? { asc: 'ascending' as const, desc: 'descending' as const }[
                filters.order
              ]
            : undefined
        }
        className={classNames(
          classes.headerCell,
          sort !== 'name' && classes.numeric,
          sort !== 'name' && classes.wrapping,
        )}
      >
        <TableSortLabel
          active={isSorted}
          direction={filters.order}
          aria-label={t('fleet.sortBy', { name: title })}
          onClick={() => onSort({ sort, order: next })}
        >
          {title}
        </TableSortLabel>
      </th>
    );
  };
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t('fleet.table')}</caption>
      <thead>
        <tr>
          {head('name', t('fleet.name'))}
          <th scope="col" className={classes.headerCell}>
            {t('fleet.owner')}
          </th>
          {FIGURES.map(name =>
            head(
              name,
              name === 'runSuccessRate'
                ? t('fleet.runSuccessRate')
                : t(`metrics.name.${name}`),
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.entityRef}>
            <td className={classes.cell}>
              <EntityRefLink entityRef={row.entityRef} title={row.name} />
            </td>
            <td className={classes.cell}>
              {row.owner && <EntityRefLink entityRef={row.owner} />}
            </td>
            {FIGURES.map(name => (
              <td
                key={name}
                className={classNames(classes.cell, classes.numeric)}
              >
                <Figure name={name} of={row} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
