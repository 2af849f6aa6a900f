import type { Slo } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { useLocale } from '../hooks/useLocale';
import { useTranslation } from '../hooks/useTranslation';
import { formatPercent } from './format';
import { sloAppearance } from './StatusMark/shapes';
import { useToneColors } from './useToneColors';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  bar: {
    flex: 1,
    minWidth: 48,
    height: 8,
    borderRadius: 4,
    overflow: 'hidden',
    border: `1px solid ${theme.palette.text.secondary}`,
  },
  unknown: { borderStyle: 'dashed' },
  fill: { display: 'block', height: '100%' },
  number: {
    minWidth: '3.5em',
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
}));

/** What is left of the error budget, as a bar and as a number. */
export function BudgetBar(props: {
  slo: Pick<Slo, 'budgetRemaining' | 'state'>;
}) {
  const { budgetRemaining, state } = props.slo;
  const classes = useStyles();
  const colors = useToneColors();
  const locale = useLocale();
  const { t } = useTranslation();
  if (budgetRemaining === undefined) {
    return (
      <span className={classes.root}>
        <span
          role="img"
          aria-label={t('slosCard.noBudget')}
          className={`${classes.bar} ${classes.unknown}`}
        />
        <span className={classes.number} aria-hidden="true">
          –
        </span>
      </span>
    );
  }
  const percent = formatPercent(budgetRemaining, locale, {
    maximumFractionDigits: 0,
  });
  const width = Math.min(1, Math.max(0, budgetRemaining)) * 100;
  return (
    <span className={classes.root}>
      <span
        role="img"
        aria-label={t('slosCard.budgetLeft', { percent })}
        className={classes.bar}
      >
        <span
          className={classes.fill}
          style={{
            width: `${width}%`,
            background: colors[sloAppearance[state].tone],
          }}
        />
      </span>
      <span className={classes.number} aria-hidden="true">
        {t('slosCard.left', { percent })}
      </span>
    </span>
  );
}
