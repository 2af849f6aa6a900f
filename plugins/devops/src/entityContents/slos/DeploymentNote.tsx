import type { Deployment } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { Age } from '../../components/Age';
import { Revision } from '../../components/Revision';
import { StatusMark } from '../../components/StatusMark';
import { Version } from '../../components/Version';
import { useTabPath } from '../../hooks/useTabPath';
import { useTranslation } from '../../hooks/useTranslation';
import { deploymentsRouteRef } from '../../routes';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1.5),
    margin: theme.spacing(0.5, 0),
  },
}));

/** The deployment whose mark is selected in the chart. */
export function DeploymentNote(props: { deployment: Deployment }) {
  const { deployment } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const tabPath = useTabPath(deploymentsRouteRef);
  return (
    <p className={classes.root} role="status">
      <StatusMark status={deployment.status} />
      <Version deployment={deployment} />
      <span>→ {deployment.environment}</span>
      <Age at={deployment.finishedAt ?? deployment.createdAt} />
      {deployment.version && (
        <Revision revision={deployment.revision} commit={deployment.commit} />
      )}
      {deployment.actor && (
        <span>{t('shared.by', { name: deployment.actor.name })}</span>
      )}
      {deployment.runId && tabPath && (
        <Link to={`${tabPath}?run=${encodeURIComponent(deployment.runId)}`}>
          {t('deployments.run')}
        </Link>
      )}
    </p>
  );
}
