import type {
  FleetEntity,
  FleetPage,
} from '@backstage-devops/plugin-devops-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import classNames from 'classnames';
import { SortLabel, sortedBy } from '../../components/SortLabel';
import { useTableStyles } from '../../components/tableStyles';
import type { FleetOrder } from '../../hooks/useFleet';
import { useTranslation } from '../../hooks/useTranslation';
import { Figure } from './Figure';
import { FIGURES, FigureHead, figureTitle } from './FigureHead';
import { FleetSummary } from './FleetSummary';
import { Quality } from './Quality';

/** One row for each entity; a column's head sorts by it. */
export function FleetTable(props: {
  summary: FleetPage;
  rows: FleetEntity[];
  order: FleetOrder;
  onSort: (order: FleetOrder) => void;
}) {
  const { summary, rows, order, onSort } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const sorting = { order, onSort };
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t('fleet.table')}</caption>
      <thead>
        <tr>
          <th
            scope="col"
            className={classNames(classes.headerCell, classes.wrapping)}
            aria-sort={sortedBy('name', order)}
          >
            <SortLabel {...sorting} by="name" title={t('fleet.name')} />
          </th>
          <th
            scope="col"
            className={classNames(classes.headerCell, classes.wrapping)}
          >
            {t('fleet.owner')}
          </th>
          {FIGURES.map(name => (
            <FigureHead key={name} aria-sort={sortedBy(name, order)}>
              <SortLabel {...sorting} by={name} title={figureTitle(name, t)} />
            </FigureHead>
          ))}
          <FigureHead>{t('fleet.quality')}</FigureHead>
        </tr>
      </thead>
      <FleetSummary page={summary} />
      <tbody>
        {rows.map(row => (
          <Row key={row.entityRef} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: { row: FleetEntity }) {
  const { row } = props;
  const classes = useTableStyles();
  const numeric = classNames(classes.cell, classes.numeric);
  return (
    <tr>
      <th
        scope="row"
        className={classNames(classes.cell, classes.rowHead, classes.sticky)}
      >
        <EntityRefLink entityRef={row.entityRef} title={row.name} />
      </th>
      <td className={classes.cell}>
        {row.owner && <EntityRefLink entityRef={row.owner} />}
      </td>
      {FIGURES.map(name => (
        <td key={name} className={numeric}>
          <Figure
            name={name}
            value={row.figures[name]}
            sample={row.samples[name]}
            deployed={row.deployments > 0}
          />
        </td>
      ))}
      <td className={numeric}>
        <Quality value={row.quality} />
      </td>
    </tr>
  );
}
