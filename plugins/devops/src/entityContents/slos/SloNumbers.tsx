import type { Slo } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';
import {
  formatDay,
  formatDuration,
  formatNumber,
  formatPercent,
  OBJECTIVE_DIGITS,
} from '../../components/format';
import { useLocale } from '../../hooks/useLocale';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: theme.spacing(1.5, 0, 0),
  },
  term: { ...theme.typography.caption, color: toneColors(theme).neutral },
  value: { margin: 0, fontVariantNumeric: 'tabular-nums' },
}));

/** The numbers behind the sentence. What is not known is left out. */
export function SloNumbers(props: { slo: Slo }) {
  const { slo } = props;
  const classes = useStyles();
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  const { period } = slo;
  const facts: Array<[string, string | undefined]> = [
    [
      t('slos.numbers.objective'),
      `${formatPercent(slo.objective, locale, OBJECTIVE_DIGITS)} %`,
    ],
    [
      t('slos.numbers.window'),
      period
        ? t('slos.numbers.period', {
            start: formatDay(period.start, period.timeZone, locale),
            duration: formatDuration(
              Math.max(0, Date.parse(period.resetsAt) - now),
            ),
          })
        : slo.windowText,
    ],
    [
      t('slos.numbers.left'),
      map(slo.budgetRemaining, left => `${formatPercent(left, locale)} %`),
    ],
    [
      t('slos.numbers.events'),
      map(slo.total, total => formatNumber(total, locale)),
    ],
    [
      t('slos.numbers.rate'),
      map(slo.eventsPerSecond, rate => formatNumber(rate, locale)),
    ],
    [t('slos.numbers.bad'), map(slo.bad, bad => formatNumber(bad, locale))],
    [
      t('slos.numbers.burn'),
      map(slo.currentBurn, burn => `${formatNumber(burn, locale)}×`),
    ],
    [t('slos.numbers.empty'), map(slo.exhaustsInMs, formatDuration)],
  ];
  return (
    <dl className={classes.list}>
      {facts.map(
        ([term, value]) =>
          value !== undefined && (
            <div key={term}>
              <dt className={classes.term}>{term}</dt>
              <dd className={classes.value}>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function map(
  value: number | undefined,
  format: (value: number) => string,
): string | undefined {
  return value === undefined ? undefined : format(value);
}
