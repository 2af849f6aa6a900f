import type { Deployment } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => {
  const colors = toneColors(theme);
  return {
    root: {
      ...theme.typography.caption,
      padding: theme.spacing(0, 0.75),
      border: '1px solid currentColor',
      borderRadius: theme.shape.borderRadius,
      whiteSpace: 'nowrap',
      color: colors.neutral,
    },
    rollback: { color: colors.warning },
  };
});

/** Tells what is no step forward; that something is one needs no words. */
export function KindBadge(props: { deployment: Pick<Deployment, 'kind'> }) {
  const { kind } = props.deployment;
  const classes = useStyles();
  const { t } = useTranslation();
  if (kind !== 'rollback' && kind !== 'redeploy') {
    return null;
  }
  return (
    <span
      className={`${classes.root} ${kind === 'rollback' ? classes.rollback : ''}`}
    >
      {t(`metrics.kind.${kind}`)}
    </span>
  );
}
