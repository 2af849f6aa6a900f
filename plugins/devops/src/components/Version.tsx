import type { Deployment } from '@backstage-devops/plugin-devops-common';
import { makeStyles } from '@material-ui/core/styles';
import { Revision } from './Revision';

const useStyles = makeStyles({
  root: {
    fontFamily: 'monospace',
    fontSize: '0.95em',
    overflowWrap: 'anywhere',
  },
});

/** The version of a deployment; its commit where nobody gave it a version. */
export function Version(props: {
  deployment: Pick<Deployment, 'version' | 'revision' | 'commit'>;
}) {
  const { version, revision, commit } = props.deployment;
  const classes = useStyles();
  return version ? (
    <span className={classes.root}>{version}</span>
  ) : (
    <Revision revision={revision} commit={commit} />
  );
}
