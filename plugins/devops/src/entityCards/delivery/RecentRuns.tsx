import type { DeliverySummary } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { formatDuration, formatPercent } from '../../components/format';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';
import { RunSparkline } from './RunSparkline';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(2),
    rowGap: theme.spacing(0.5),
    paddingTop: theme.spacing(1),
  },
}));

/** The last runs as a picture, with the same in words beside it. */
export function RecentRuns(props: { delivery: DeliverySummary }) {
  const { recentRuns, medianDurationMs, successRatio } = props.delivery;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  if (recentRuns.length === 0) {
    return null;
  }
  return (
    <div className={classes.root}>
      <span>{t('deliveryCard.lastRuns', { count: recentRuns.length })}</span>
      <RunSparkline runs={recentRuns} />
      {medianDurationMs !== undefined && (
        <span>
          {t('deliveryCard.median', {
            duration: formatDuration(medianDurationMs),
          })}
        </span>
      )}
      {successRatio !== undefined && (
        <span>
          {t('deliveryCard.green', {
            percent: formatPercent(successRatio, locale, {
              maximumFractionDigits: 0,
            }),
          })}
        </span>
      )}
    </div>
  );
}
