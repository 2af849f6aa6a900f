import type { FleetEntity } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';
import { formatFigure, type FigureName } from '../../components/figures';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  none: { color: toneColors(theme).neutral, cursor: 'default' },
}));

/** A figure of an entity, or that there is none, with the reason. */
export function Figure(props: { name: FigureName; of: FleetEntity }) {
  const { name, of } = props;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const value = of.figures[name];
  if (value !== null) {
    return <>{formatFigure(name, value, locale, t)}</>;
  }
  const reason = t(`fleet.why.${reasonOf(name, of)}`);
  return (
    <Tooltip title={reason} arrow>
      <span
        className={classes.none}
        role="note"
        aria-label={`${t('metrics.none')}: ${reason}`}
        // The reason must be within reach of the keyboard, too.
        tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
      >
        {t('metrics.none')}
      </span>
    </Tooltip>
  );
}

function reasonOf(name: FigureName, { deployments }: FleetEntity) {
  if (name === 'runSuccessRate') {
    return 'noRuns';
  }
  return deployments === 0 ? 'noDeployments' : name;
}
