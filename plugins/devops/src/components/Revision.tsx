import type { Commit } from '@backstage-devops/plugin-devops-common';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslation } from '../hooks/useTranslation';

const useStyles = makeStyles({
  root: {
    fontFamily: 'monospace',
    fontSize: '0.95em',
    whiteSpace: 'nowrap',
    cursor: 'default',
  },
});

/** A commit as seven characters, with its subject on hover and focus. */
export function Revision(props: { revision: string; commit?: Commit }) {
  const { revision, commit } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const sha = revision.slice(0, 7);
  const description = commit?.title
    ? t('shared.commit', { sha, title: commit.title })
    : t('shared.commitOnly', { sha: revision });
  return (
    <Tooltip title={description} arrow>
      {commit?.url ? (
        <Link to={commit.url} className={classes.root}>
          {sha}
        </Link>
      ) : (
        <span
          className={classes.root}
          // The subject must be within reach of the keyboard, too.
          tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
        >
          {sha}
        </span>
      )}
    </Tooltip>
  );
}
