import type { JobRun, JobTrace } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import Skeleton from '@material-ui/lab/Skeleton';
import { LoadError } from '../../components/LoadError';
import { useTrace } from '../../hooks/useRuns';
import { useTranslation, type Translate } from '../../hooks/useTranslation';
import { TraceViewer } from './TraceViewer';

/** The log of a job, or why there is none. */
export function Trace(props: { job: JobRun }) {
  const { job } = props;
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useTrace(job.id);
  if (isPending) {
    return <Skeleton animation={false} variant="rect" height={160} />;
  }
  if (!data) {
    return (
      <LoadError
        what={t('deployments.what.trace')}
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
  const note = noteOn(data.state, t);
  return (
    <>
      {note && (
        <p role="status">
          {note}{' '}
          {data.state !== 'partial' && job.url && (
            <Link to={job.url}>{t('action.openAtProvider')}</Link>
          )}
        </p>
      )}
      {data.text ? (
        <TraceViewer
          jobName={job.name}
          text={data.text}
          failed={job.status === 'failed'}
          follows={data.state === 'partial'}
        />
      ) : (
        data.state === 'complete' && <p>{t('trace.empty')}</p>
      )}
    </>
  );
}

function noteOn(state: JobTrace['state'], t: Translate): string | undefined {
  return state === 'complete' ? undefined : t(`trace.${state}`);
}
