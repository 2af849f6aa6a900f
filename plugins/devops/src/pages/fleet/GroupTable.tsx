import type { FleetGroup } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import classNames from 'classnames';
import { useTableStyles } from '../../components/tableStyles';
import type { FleetGrouping } from '../../hooks/useFleet';
import { useTranslation } from '../../hooks/useTranslation';
import { FIGURES, FigureHead, figureTitle } from './FigureHead';
import { Quality } from './Quality';
import { Quartiles } from './Quartiles';
import { useFleetFilters } from './useFleetFilters';

/** One row for each group, by name: they are not ranked. */
export function GroupTable(props: { by: FleetGrouping; rows: FleetGroup[] }) {
  const { by, rows } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t(`fleet.tableBy.${by}`)}</caption>
      <thead>
        <tr>
          <th
            scope="col"
            className={classNames(classes.headerCell, classes.wrapping)}
          >
            {t(`fleet.${by}`)}
          </th>
          <FigureHead>{t('fleet.entitiesHead')}</FigureHead>
          {FIGURES.map(name => (
            <FigureHead key={name}>{figureTitle(name, t)}</FigureHead>
          ))}
          <FigureHead>{t('fleet.quality')}</FigureHead>
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

function Row(props: { by: FleetGrouping; row: FleetGroup }) {
  const { by, row } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const { inside } = useFleetFilters();
  const numeric = classNames(classes.cell, classes.numeric);
  return (
    <tr>
      <th
        scope="row"
        className={classNames(classes.cell, classes.rowHead, classes.sticky)}
      >
        <EntityRefLink entityRef={row.ref} />
      </th>
      <td className={numeric}>
        <Link
          to={inside({ by, ref: row.ref })}
          aria-label={t('fleet.showEntities', {
            count: row.entities,
            group: row.ref,
          })}
        >
          {row.entities}
        </Link>
      </td>
      {FIGURES.map(name => (
        <td key={name} className={numeric}>
          <Quartiles
            name={name}
            of={row.distribution[name]}
            entities={row.entities}
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
