import type { FleetPage } from '@backstage-devops/plugin-devops-common';
import classNames from 'classnames';
import { formatFigure, METRIC_NAMES } from '../../components/figures';
import { TableScroller } from '../../components/TableScroller';
import { useTableStyles } from '../../components/tableStyles';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';

/** How the entities are distributed, and what all of them are together. */
export function FleetSummary(props: { page: FleetPage }) {
  const { distribution, pooled } = props.page;
  const classes = useTableStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  return (
    <TableScroller label={t('fleet.quartiles')}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('fleet.quartiles')}</caption>
        <thead>
          <tr>
            <td className={classes.headerCell} />
            {METRIC_NAMES.map(name => (
              <th
                key={name}
                scope="col"
                className={classNames(
                  classes.headerCell,
                  classes.numeric,
                  classes.wrapping,
                )}
              >
                {t(`metrics.name.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className={classes.headerCell}>
              {t('fleet.quartiles')}
            </th>
            {METRIC_NAMES.map(name => {
              const { p25, p75 } = distribution[name];
              return (
                <td
                  key={name}
                  className={classNames(classes.cell, classes.numeric)}
                >
                  {p25 === undefined || p75 === undefined
                    ? t('metrics.none')
                    : t('fleet.between', {
                        low: formatFigure(name, p25, locale, t),
                        high: formatFigure(name, p75, locale, t),
                      })}
                </td>
              );
            })}
          </tr>
          <tr>
            <th scope="row" className={classes.headerCell}>
              {t('fleet.pooled')}
            </th>
            {pooled ? (
              METRIC_NAMES.map(name => {
                const value = pooled[name];
                return (
                  <td
                    key={name}
                    className={classNames(classes.cell, classes.numeric)}
                  >
                    {value === null
                      ? t('metrics.none')
                      : formatFigure(name, value, locale, t)}
                  </td>
                );
              })
            ) : (
              <td
                className={classNames(classes.cell, classes.quiet)}
                colSpan={METRIC_NAMES.length}
              >
                {t('fleet.pooledHidden')}
              </td>
            )}
          </tr>
        </tbody>
      </table>
    </TableScroller>
  );
}
