import type {
  Deployment,
  EnvironmentState,
} from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import { Age } from '../../components/Age';
import { StatusMark } from '../../components/StatusMark';
import { Revision } from '../../components/Revision';
import { Version } from '../../components/Version';
import { versionOf } from '../../hooks/useDelivery';
import { useTranslation } from '../../hooks/useTranslation';
import { useMatrixStyles } from './matrixStyles';
import { KindBadge } from './KindBadge';
import { PendingChanges } from './PendingChanges';
import { PlayControl } from './PlayControl';
import { RunLink } from './RunLink';

/** What runs in one environment, and what could be deployed there next. */
export function EnvironmentColumn(props: {
  environment: EnvironmentState;
  previous?: EnvironmentState;
}) {
  const { environment, previous } = props;
  const { current, latest, pending } = environment;
  const classes = useMatrixStyles();
  const { t } = useTranslation();
  return (
    <li className={classes.column}>
      {previous && (
        <span className={classes.arrow} aria-hidden="true">
          <span>→</span>
        </span>
      )}
      <h3 className={classes.name}>
        {environment.url ? (
          <Link to={environment.url}>{environment.name}</Link>
        ) : (
          environment.name
        )}
      </h3>
      {current ? (
        <Current deployment={current} />
      ) : (
        <span className={classes.quiet}>
          {t('deployments.nothingDeployed')}
        </span>
      )}
      <Difference environment={environment} previous={previous} />
      {Boolean(environment.commitsBehindMain) && (
        <span className={classes.quiet}>
          {t('deployments.behindMain', {
            count: environment.commitsBehindMain ?? 0,
          })}
        </span>
      )}
      {latest && <Latest deployment={latest} />}
      {pending.length > 0 && (
        <div className={classes.pending}>
          {pending.map(item => (
            <PlayControl
              key={item.jobId}
              pending={item}
              environment={environment}
            />
          ))}
        </div>
      )}
    </li>
  );
}

function Current(props: { deployment: Deployment }) {
  const { deployment } = props;
  const classes = useMatrixStyles();
  const { t } = useTranslation();
  return (
    <>
      <span className={classes.version}>
        <Version deployment={deployment} />{' '}
        <KindBadge deployment={deployment} />
      </span>
      <span className={classes.line}>
        <StatusMark status={deployment.status} />
        <Age at={deployment.finishedAt ?? deployment.createdAt} />
      </span>
      <span className={classes.line}>
        {deployment.version && (
          <Revision revision={deployment.revision} commit={deployment.commit} />
        )}
        {deployment.actor && (
          <span>{t('shared.by', { name: deployment.actor.name })}</span>
        )}
        {deployment.runId && <RunLink runId={deployment.runId} />}
      </span>
    </>
  );
}

function Difference(props: {
  environment: EnvironmentState;
  previous?: EnvironmentState;
}) {
  const { environment, previous } = props;
  const classes = useMatrixStyles();
  const { t } = useTranslation();
  if (!previous?.current || environment.sameAsPrevious === undefined) {
    return null;
  }
  if (environment.sameAsPrevious) {
    return (
      <span className={classes.quiet}>
        {t('deployments.sameAs', { environment: previous.name })}
      </span>
    );
  }
  return (
    <>
      <span className={classes.line}>
        {t('deployments.differsFrom', { environment: previous.name })}
        <span className={classes.quiet}>
          {t('deployments.differsHint', {
            environment: previous.name,
            revision: versionOf(previous.current),
          })}
        </span>
      </span>
      <PendingChanges
        from={previous.name}
        to={environment.name}
        commits={environment.commitsAhead}
      />
    </>
  );
}

function Latest(props: { deployment: Deployment }) {
  const { deployment } = props;
  const classes = useMatrixStyles();
  const { t } = useTranslation();
  const version = versionOf(deployment);
  const texts: Partial<Record<Deployment['status'], string>> = {
    failed: t('deployments.latestFailed', { version }),
    running: t('deployments.latestRunning', { version }),
  };
  return (
    <span className={classes.line}>
      <span className={classes.marked}>
        <StatusMark status={deployment.status} hideWord />
        <span>
          {texts[deployment.status] ??
            t('deployments.latestOther', { version })}
        </span>
      </span>
      <Age at={deployment.finishedAt ?? deployment.createdAt} />
      {deployment.runId && <RunLink runId={deployment.runId} />}
    </span>
  );
}
