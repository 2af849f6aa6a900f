import type { Slo } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { BudgetBar } from '../../components/BudgetBar';
import { toneColors } from '../../components/colors';
import {
  formatDay,
  formatPercent,
  OBJECTIVE_DIGITS,
} from '../../components/format';
import { titleOf } from '../../components/sloTitle';
import { SloJudgement } from '../../components/SloJudgement';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(2),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  name: { flex: '3 1 16rem', minWidth: 0, overflowWrap: 'anywhere' },
  title: { fontWeight: 'bold' },
  objective: { color: toneColors(theme).neutral },
  budget: { flex: '1 1 8rem', maxWidth: 160 },
  judgement: { flex: '2 1 11rem' },
}));

/** One objective: what it promises, its budget, and the judgement in words. */
export function SloRow(props: { slo: Slo }) {
  const { slo } = props;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const { period } = slo;
  const percent = formatPercent(slo.objective, locale, OBJECTIVE_DIGITS);
  return (
    <div className={classes.root}>
      <span className={classes.name}>
        <span className={classes.title}>{titleOf(slo)}</span>{' '}
        <span className={classes.objective}>
          {period
            ? t('slosCard.objectiveSince', {
                percent,
                start: formatDay(period.start, period.timeZone, locale),
              })
            : t('slosCard.objective', { percent, window: slo.windowText })}
        </span>
      </span>
      <span className={classes.budget}>
        <BudgetBar slo={slo} />
      </span>
      <span className={classes.judgement}>
        <SloJudgement slo={slo} />
      </span>
    </div>
  );
}
