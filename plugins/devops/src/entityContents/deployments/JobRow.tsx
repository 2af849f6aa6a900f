import type {
  JobControl,
  JobRun,
} from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { ActionButton } from '../../components/ActionButton';
import { makeStyles } from '@material-ui/core/styles';
import { useId, useState } from 'react';
import { toneColors } from '../../components/colors';
import { Elapsed } from '../../components/Duration';
import { formatNumber } from '../../components/format';
import { Refusal } from '../../components/Refusal';
import { StatusMark } from '../../components/StatusMark';
import {
  useControl,
  useMayDeploy,
  useMayRunPipelines,
} from '../../hooks/useControl';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';
import { PlayJob } from './PlayJob';
import { Trace } from './Trace';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: {
    borderBottom: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(0.5, 0),
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1.5),
    minHeight: 32,
  },
  name: {
    flex: '1 1 10rem',
    minWidth: 0,
    overflowWrap: 'anywhere',
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'baseline',
  },
  quiet: { color: toneColors(theme).neutral },
  // As wide as two buttons, so that the logs stand below each other.
  actions: { display: 'flex', gap: theme.spacing(1), minWidth: 136 },
}));

/** One job with its log on demand and what can be done with it. */
export function JobRow(props: { job: JobRun; startsOpen?: boolean }) {
  const { job, startsOpen = false } = props;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const [open, setOpen] = useState(startsOpen);
  const traceId = useId();
  const notes = [
    job.environment,
    job.failureReason && t('run.failure', { reason: job.failureReason }),
    job.allowFailure && job.status === 'failed' && t('run.allowedToFail'),
    job.retried && t('run.retried'),
    job.coverage !== undefined &&
      t('run.coverage', { percent: formatNumber(job.coverage, locale) }),
  ].filter(Boolean);
  return (
    <li className={classes.root}>
      <div className={classes.line}>
        <span className={classes.name}>
          <StatusMark status={job.status} waitingOn={job.waitingOn} hideWord />
          <span>{job.name}</span>
          <span className={classes.quiet}>{notes.join(' · ')}</span>
        </span>
        <Elapsed
          durationMs={job.durationMs}
          startedAt={job.startedAt}
          finishedAt={job.finishedAt}
        />
        <span className={classes.actions}>
          {job.hasTrace && (
            <ActionButton
              size="small"
              aria-expanded={open}
              aria-controls={open ? traceId : undefined}
              aria-label={t(open ? 'run.hideLog' : 'run.showLog', {
                job: job.name,
              })}
              onClick={() => setOpen(!open)}
            >
              {t(open ? 'run.hide' : 'run.log')}
            </ActionButton>
          )}
          <JobControls job={job} />
        </span>
      </div>
      {open && (
        <div id={traceId}>
          <Trace job={job} />
        </div>
      )}
    </li>
  );
}

/** What the provider would do with the job, for who may ask it. */
function JobControls(props: { job: JobRun }) {
  const { job } = props;
  const { t } = useTranslation();
  const mayRun = useMayRunPipelines();
  const mayDeploy = useMayDeploy(job.environment);
  const control = useControl();
  // To cancel a deployment is no deployment.
  const offered = (['retry', 'cancel'] as const).filter(
    action =>
      job.controls.includes(action) && (action === 'cancel' || mayDeploy),
  );
  if (!mayRun || job.controls.length === 0) {
    return null;
  }
  const labels: Record<Exclude<JobControl, 'play'>, [string, string]> = {
    retry: [t('action.retry'), t('action.retryJob', { job: job.name })],
    cancel: [t('action.cancel'), t('action.cancelJob', { job: job.name })],
  };
  return (
    <>
      {mayDeploy && job.controls.includes('play') && <PlayJob job={job} />}
      {offered.map(action => (
        <ActionButton
          key={action}
          size="small"
          disabled={control.isPending}
          aria-label={labels[action][1]}
          onClick={() => control.mutate({ jobId: job.id, action })}
        >
          {labels[action][0]}
        </ActionButton>
      ))}
      {control.isError && (
        <Refusal title={t('run.control.refused')} error={control.error} />
      )}
    </>
  );
}
