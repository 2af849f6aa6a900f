import type { Deployment } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import {
  formatInstant,
  formatNumber,
  formatPercent,
} from '../../components/format';
import { useTableStyles } from '../../components/tableStyles';
import { versionOf } from '../../hooks/useDelivery';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';
import type { Series } from './series';

const useStyles = makeStyles<BackstageTheme>({
  scroller: { maxHeight: 320, overflow: 'auto' },
});

/** What the chart shows, as numbers, newest first. */
export function BudgetTable(props: {
  series: Series;
  deployments: Deployment[];
}) {
  const { series, deployments } = props;
  const table = useTableStyles();
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const points = series.filter(point => point !== undefined).reverse();
  const columns = [
    t('slos.chart.left'),
    t('slos.chart.errors'),
    t('slos.chart.events'),
  ];
  return (
    <>
      <div
        className={classes.scroller}
        role="region"
        aria-label={t('slos.chart.label')}
        // A long table must be scrollable by keyboard.
        tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
      >
        <table className={table.table}>
          <caption className={table.caption}>{t('slos.chart.label')}</caption>
          <thead>
            <tr>
              <th scope="col" className={table.headerCell}>
                {t('slos.chart.time')}
              </th>
              {columns.map(column => (
                <th
                  key={column}
                  scope="col"
                  className={classNames(table.headerCell, table.numeric)}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map(point => (
              <tr key={point.at}>
                <td className={table.cell}>
                  {formatInstant(new Date(point.at).toISOString(), locale)}
                </td>
                {[
                  `${formatPercent(point.left, locale)} %`,
                  point.errorRatio === undefined
                    ? '–'
                    : `${formatNumber(point.errorRatio * 100, locale)} %`,
                  point.total === undefined
                    ? '–'
                    : formatNumber(point.total, locale),
                ].map((value, index) => (
                  <td
                    key={columns[index]}
                    className={classNames(table.cell, table.numeric)}
                  >
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {deployments.length > 0 && (
        <ul>
          {deployments.map(deployment => (
            <li key={deployment.id}>
              {t('slos.chart.deployment', {
                version: versionOf(deployment),
                environment: deployment.environment,
                status: t(`status.${deployment.status}`),
                time: formatInstant(
                  deployment.finishedAt ?? deployment.createdAt,
                  locale,
                ),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
