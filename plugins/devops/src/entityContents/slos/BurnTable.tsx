import type { BurnWindow } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { toneColors } from '../../components/colors';
import { formatDuration, formatNumber } from '../../components/format';
import { TableScroller } from '../../components/TableScroller';
import { useTableStyles } from '../../components/tableStyles';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  firing: { color: toneColors(theme).bad, fontWeight: 'bold' },
  over: { fontWeight: 'bold' },
  pair: { textAlign: 'left', fontWeight: 'inherit', whiteSpace: 'nowrap' },
}));

/** Burn rates per pair of windows, lit where both exceed the threshold. */
export function BurnTable(props: { windows: BurnWindow[] }) {
  const table = useTableStyles();
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const numeric = classNames(table.cell, table.numeric);
  const burn = (value: number | undefined) =>
    value === undefined
      ? t('slos.notMeasured')
      : `${formatNumber(value, locale)}×`;
  return (
    <TableScroller label={t('slos.burnTable')}>
      <table className={table.table}>
        <caption className={table.caption}>{t('slos.burnTable')}</caption>
        <thead>
          <tr>
            <th scope="col" className={table.headerCell}>
              {t('slos.windows')}
            </th>
            {[
              t('slos.shortWindow'),
              t('slos.longWindow'),
              t('slos.threshold'),
            ].map(column => (
              <th
                key={column}
                scope="col"
                className={classNames(table.headerCell, table.numeric)}
              >
                {column}
              </th>
            ))}
            <th scope="col" className={table.headerCell}>
              {t('slos.severity')}
            </th>
            <th scope="col" className={table.headerCell}>
              {t('slos.state')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.windows.map(pair => (
            <tr key={`${pair.shortMs}/${pair.longMs}`}>
              <th scope="row" className={classNames(table.cell, classes.pair)}>
                {formatDuration(pair.shortMs)} / {formatDuration(pair.longMs)}
              </th>
              <td
                className={classNames(
                  numeric,
                  (pair.shortBurn ?? 0) >= pair.factor && classes.over,
                )}
              >
                {burn(pair.shortBurn)}
              </td>
              <td
                className={classNames(
                  numeric,
                  (pair.longBurn ?? 0) >= pair.factor && classes.over,
                )}
              >
                {burn(pair.longBurn)}
              </td>
              <td className={numeric}>{formatNumber(pair.factor, locale)}×</td>
              <td className={table.cell}>{t(`slos.${pair.severity}`)}</td>
              <td
                className={classNames(
                  table.cell,
                  pair.firing ? classes.firing : table.quiet,
                )}
              >
                {pair.firing ? `◆ ${t('slos.firing')}` : t('slos.quiet')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}
