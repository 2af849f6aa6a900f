import type { BackstageTheme } from '@backstage/theme';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  none: { color: toneColors(theme).neutral, cursor: 'default' },
}));

/** That there is no figure, and why, within reach of pointer and keyboard. */
export function NoData(props: { reason: string }) {
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <Tooltip title={props.reason} arrow>
      <span
        className={classes.none}
        role="note"
        aria-label={`${t('metrics.none')}: ${props.reason}`}
        tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
      >
        {t('metrics.none')}
      </span>
    </Tooltip>
  );
}
