import type { PipelineRunDetail } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { Age } from '../../components/Age';
import { Elapsed } from '../../components/Duration';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { LoadError } from '../../components/LoadError';
import { Revision } from '../../components/Revision';
import { SidePanel } from '../../components/SidePanel';
import { StatusMark } from '../../components/StatusMark';
import { useRun } from '../../hooks/useRuns';
import { useTranslation } from '../../hooks/useTranslation';
import { Jobs } from './Jobs';
import { RunControls } from './RunControls';

const useStyles = makeStyles<BackstageTheme>(theme => ({
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
 * with its log.
 */
export function RunPanel(props: { runId: string; onClose: () => void }) {
  const { runId, onClose } = props;
  const { t } = useTranslation();
  const query = useRun(runId);
  return (
    <SidePanel
      title={t('run.panel', { id: query.data?.run.externalId ?? '…' })}
      onClose={onClose}
    >
      <Content query={query} />
    </SidePanel>
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
