import type { PendingChanges as Pending } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useId, useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { toneColors } from '../../components/colors';
import { LoadError } from '../../components/LoadError';
import { Revision } from '../../components/Revision';
import { usePendingChanges } from '../../hooks/useMetrics';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: { alignSelf: 'stretch', minWidth: 0 },
  list: {
    margin: theme.spacing(0.5, 0),
    padding: 0,
    listStyle: 'none',
    maxHeight: 240,
    overflowY: 'auto',
    ...theme.typography.body2,
  },
  item: { padding: theme.spacing(0.25, 0), overflowWrap: 'anywhere' },
  quiet: {
    margin: 0,
    color: toneColors(theme).neutral,
    ...theme.typography.body2,
  },
}));

/** What would ship into an environment from the one before it, once asked for. */
export function PendingChanges(props: {
  from: string;
  to: string;
  /** How many commits it is, where that is known. */
  commits?: number;
}) {
  const { from, to, commits } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const label =
    commits === undefined
      ? t('changes.show')
      : t('changes.showCount', { count: commits });
  return (
    <div className={classes.root}>
      <ActionButton
        aria-expanded={open}
        aria-controls={id}
        aria-label={t('changes.showLabel', { from, to, label })}
        onClick={() => setOpen(!open)}
      >
        {label} {open ? '▾' : '▸'}
      </ActionButton>
      <div id={id}>{open && <Contents from={from} to={to} />}</div>
    </div>
  );
}

function Contents(props: { from: string; to: string }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = usePendingChanges(
    props.from,
    props.to,
  );
  if (isPending) {
    return (
      <div aria-busy="true">
        {['first', 'second', 'third'].map(row => (
          <Skeleton animation={false} key={row} height={22} />
        ))}
      </div>
    );
  }
  if (!data) {
    return (
      <LoadError
        what={t('changes.what')}
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
  return <Known pending={data} {...props} />;
}

function Known(props: { pending: Pending; from: string; to: string }) {
  const { pending, from, to } = props;
  const { state, changes, commits, authors, complete } = pending;
  const classes = useStyles();
  const { t } = useTranslation();
  if (state === 'unknown') {
    return (
      <p className={classes.quiet} role="status">
        {t('changes.unknown', { reason: pending.reason ?? '' })}
      </p>
    );
  }
  if (state === 'identical' || state === 'behind') {
    return (
      <p className={classes.quiet}>{t(`changes.${state}`, { from, to })}</p>
    );
  }
  return (
    <>
      {state === 'diverged' && (
        <p className={classes.quiet}>{t('changes.diverged', { from, to })}</p>
      )}
      <ul className={classes.list}>
        {changes.map(change => (
          <li key={change.id} className={classes.item}>
            {change.url ? (
              <Link to={change.url}>{change.externalId}</Link>
            ) : (
              change.externalId
            )}{' '}
            {change.title}
            {change.author &&
              ` · ${t('shared.by', { name: change.author.name })}`}
          </li>
        ))}
        {changes.length === 0 &&
          commits.map(commit => (
            <li key={commit.sha} className={classes.item}>
              <Revision revision={commit.sha} commit={commit} /> {commit.title}
              {commit.author && ` · ${t('shared.by', { name: commit.author })}`}
            </li>
          ))}
      </ul>
      <p className={classes.quiet}>
        {[
          t('changes.commits', { count: commits.length }),
          authors.length > 0 &&
            t('changes.authors', { names: authors.join(', ') }),
          !complete && t('changes.incomplete'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}
