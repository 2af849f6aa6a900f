import type { Slo } from '@backstage-devops/plugin-devops-common';
import { makeStyles } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import { useLocale } from '../hooks/useLocale';
import { useNow } from '../hooks/useNow';
import { useTranslation, type Translate } from '../hooks/useTranslation';
import { formatClock, formatDuration, formatNumber } from './format';
import { SloMark } from './StatusMark';
import type { LocaleOptions } from 'luxon';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1),
  },
}));

const unjudged = new Set<Slo['state']>([
  'no_traffic',
  'no_data',
  'stale',
  'unmeasured',
]);

/** The state of an objective with what makes it so: `burning 6.2×, empty in 2 d`. */
export function SloJudgement(props: { slo: Slo }) {
  const { slo } = props;
  const classes = useStyles();
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  const reasons = reasonsOf(slo, now, locale, t);
  return (
    <span className={classes.root}>
      <SloMark state={slo.state} />
      {reasons.length > 0 && <span>{reasons.join(', ')}</span>}
    </span>
  );
}

function reasonsOf(
  slo: Slo,
  now: number,
  locale: LocaleOptions,
  t: Translate,
): string[] {
  if (unjudged.has(slo.state)) {
    return slo.stateSince
      ? [
          t('slosCard.since', {
            time: formatClock(slo.stateSince, now, locale),
          }),
        ]
      : [];
  }
  if (slo.state === 'ok') {
    return [];
  }
  const reasons: string[] = [];
  if (slo.currentBurn !== undefined) {
    reasons.push(
      t('slosCard.burning', { rate: formatNumber(slo.currentBurn, locale) }),
    );
  }
  if (slo.budgetRemaining !== undefined && slo.budgetRemaining < 0) {
    reasons.push(t('slosCard.overspent'));
  } else if (slo.exhaustsInMs !== undefined) {
    reasons.push(
      t('slosCard.emptyIn', { duration: formatDuration(slo.exhaustsInMs) }),
    );
  }
  return reasons;
}
