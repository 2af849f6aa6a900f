import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';
import { formatCount } from '../../components/format';
import { formatFigure, type FigureName } from '../../components/figures';
import { visuallyHidden } from '../../components/visuallyHidden';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';
import { NoData } from './NoData';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  sample: {
    color: toneColors(theme).neutral,
    fontSize: theme.typography.caption.fontSize,
    marginLeft: theme.spacing(0.75),
    // Wide enough for all of them, so that the figures stay aligned.
    display: 'inline-block',
    minWidth: '7ch',
    textAlign: 'left',
  },
  hidden: visuallyHidden,
}));

/** A figure and how much it is from, or that there is none, with the reason. */
export function Figure(props: {
  name: FigureName;
  value: number | null;
  /** How many deployments, changes, recoveries, runs or entities it is from. */
  sample: number | undefined;
  /** Whether anything was deployed at all. */
  deployed: boolean;
}) {
  const { name, value, sample, deployed } = props;
  const locale = useLocale();
  const { t } = useTranslation();
  if (value === null) {
    return <NoData reason={t(`fleet.why.${reasonOf(name, deployed)}`)} />;
  }
  return (
    <>
      {formatFigure(name, value, locale, t)}
      {sample !== undefined && (
        <Sample
          count={sample}
          words={t(`metrics.count.${name}`, { count: sample })}
        />
      )}
    </>
  );
}

/** A sample size, short for the eye and in words for the ear. */
export function Sample(props: { count: number; words: string }) {
  const { count, words } = props;
  const classes = useStyles();
  const locale = useLocale();
  return (
    <span className={classes.sample} title={words}>
      <span aria-hidden="true">n {formatCount(count, locale)}</span>
      <span className={classes.hidden}>{words}</span>
    </span>
  );
}

function reasonOf(name: FigureName, deployed: boolean) {
  if (name === 'runSuccessRate') {
    return 'noRuns';
  }
  return deployed ? name : 'noDeployments';
}
