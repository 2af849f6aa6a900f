import type { PipelineRunDetail } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import Skeleton from '@material-ui/lab/Skeleton';
import { useId } from 'react';
import { Age } from '../../components/Age';
import { Elapsed } from '../../components/Duration';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { LoadError } from '../../components/LoadError';
import { Revision } from '../../components/Revision';
import { StatusMark } from '../../components/StatusMark';
import { useRun } from '../../hooks/useRuns';
import { useTranslation } from '../../hooks/useTranslation';
import { Jobs } from './Jobs';
import { RunControls } from './RunControls';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  paper: {
    width: 'min(840px, 100vw)',
    padding: theme.spacing(2),
    boxSizing: 'border-box',
  },
  header: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  title: { flex: 1 },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(2),
    rowGap: theme.spacing(0.5),
    margin: theme.spacing(1, 0),
  },
  ref: { overflowWrap: 'anywhere' },
}));

/**
 * A run beside the list it was opened from: its jobs, the failed one first
 * with its log. The drawer keeps the focus and gives it back when it closes.
 */
export function RunPanel(props: { runId: string; onClose: () => void }) {
  const { runId, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const titleId = useId();
  const query = useRun(runId);
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      transitionDuration={0}
      classes={{ paper: classes.paper }}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
      }}
    >
      <div className={classes.header}>
        <Typography
          id={titleId}
          variant="h5"
          component="h2"
          className={classes.title}
        >
          {t('run.panel', { id: query.data?.run.externalId ?? '…' })}
        </Typography>
        <IconButton
          onClick={onClose}
          aria-label={t('action.close')}
          size="small"
        >
          <CloseIcon />
        </IconButton>
      </div>
      <Content query={query} />
    </Drawer>
  );
}

function Content(props: { query: ReturnType<typeof useRun> }) {
  const { data, error, isPending, refetch } = props.query;
  const { t } = useTranslation();
  if (isPending) {
    return (
      <div aria-busy="true">
        <Skeleton animation={false} height={32} width="60%" />
        {Array.from({ length: 6 }, (_, row) => (
          <Skeleton animation={false} key={row} height={36} />
        ))}
      </div>
    );
  }
  if (!data) {
    return (
      <LoadError
        what={t('deployments.what.run')}
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
  return (
    <>
      <Facts detail={data} />
      <RunControls detail={data} />
      <Jobs jobs={data.jobs} />
      <FreshnessFooter freshness={data.freshness} refetchError={error} />
    </>
  );
}

function Facts(props: { detail: PipelineRunDetail }) {
  const { run } = props.detail;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <div className={classes.facts}>
      <StatusMark status={run.status} waitingOn={run.waitingOn} />
      <span className={classes.ref}>{run.ref}</span>
      <Revision revision={run.revision} commit={run.commit} />
      {run.commit?.title && <span>{run.commit.title}</span>}
      {run.actor && <span>{t('shared.by', { name: run.actor.name })}</span>}
      <Age at={run.startedAt ?? run.createdAt} />
      <Elapsed
        durationMs={run.durationMs}
        startedAt={run.startedAt}
        finishedAt={run.finishedAt}
      />
      {run.url && <Link to={run.url}>{t('action.openAtProvider')}</Link>}
    </div>
  );
}
