import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslation } from '../hooks/useTranslation';
import { toneColors } from './colors';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: { margin: 0 },
  quiet: { color: toneColors(theme).neutral },
}));

/** In place of what the reader may not see, where its existence is no secret. */
export function PermissionHint(props: { permission: string }) {
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <p className={classes.root}>
      {t('operations.needs', { permission: props.permission })}{' '}
      <span className={classes.quiet}>{t('operations.needsHint')}</span>
    </p>
  );
}
