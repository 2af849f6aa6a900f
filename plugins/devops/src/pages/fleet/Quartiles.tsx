import type { FleetDistribution } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';
import { formatFigure, type FigureName } from '../../components/figures';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';
import { Figure, Sample } from './Figure';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  range: {
    display: 'block',
    color: toneColors(theme).neutral,
    fontSize: theme.typography.caption.fontSize,
  },
}));

/** The median of entities, and between what the middle half of them is. */
export function Quartiles(props: {
  name: FigureName;
  of: FleetDistribution[FigureName];
  /** How many there are, with data or without. */
  entities: number;
  deployed: boolean;
}) {
  const { name, of, entities, deployed } = props;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const { n, p25, p50, p75 } = of;
  if (p25 === undefined || p50 === undefined || p75 === undefined) {
    return <Figure name={name} value={null} sample={n} deployed={deployed} />;
  }
  return (
    <>
      {formatFigure(name, p50, locale, t)}
      <Sample
        count={n}
        words={t('fleet.sample', { n: String(n), count: entities })}
      />
      {n > 1 && (
        <span className={classes.range}>
          {t('fleet.between', {
            low: formatFigure(name, p25, locale, t),
            high: formatFigure(name, p75, locale, t),
          })}
        </span>
      )}
    </>
  );
}
