import type {
  EnvironmentState,
  PendingDeployment,
} from '@backstage-devops/plugin-devops-common';
import { ActionButton } from '../../components/ActionButton';
import { useState } from 'react';
import { Confirm } from '../../components/Confirm';
import { StatusMark } from '../../components/StatusMark';
import { useControl, useMayDeploy } from '../../hooks/useControl';
import { useDevopsEntity } from '../../hooks/useDevopsEntity';
import { versionOf } from '../../hooks/useDelivery';
import { useTranslation } from '../../hooks/useTranslation';
import { useMatrixStyles } from './matrixStyles';

/**
 * A manual job that would deploy here. Everybody sees that it waits; who may
 * deploy to the environment gets the button.
 */
export function PlayControl(props: {
  pending: PendingDeployment;
  environment: EnvironmentState;
}) {
  const { pending, environment } = props;
  const classes = useMatrixStyles();
  const { t } = useTranslation();
  const { entity } = useDevopsEntity();
  const mayDeploy = useMayDeploy(environment.name);
  const control = useControl();
  const [asking, setAsking] = useState(false);
  const version = versionOf(pending);
  const { name, current } = environment;

  const ask = () => {
    control.reset();
    setAsking(true);
  };
  const play = () =>
    control.mutate(
      { jobId: pending.jobId, action: 'play' },
      { onSuccess: () => setAsking(false) },
    );

  return (
    <>
      <span className={classes.line}>
        <StatusMark status="waiting" waitingOn="manual" hideWord />
        {t('play.waiting', { version, job: pending.jobName })}
      </span>
      {mayDeploy && !control.isSuccess && (
        <ActionButton
          size="small"
          variant="outlined"
          color="primary"
          onClick={ask}
          aria-label={t('play.deployLabel', { version, environment: name })}
        >
          {t('play.deploy', { version })}
        </ActionButton>
      )}
      {control.isSuccess && (
        <span role="status">{t('play.started', { job: pending.jobName })}</span>
      )}
      <Confirm
        open={asking}
        title={t('play.title', { environment: name })}
        confirmLabel={t('play.confirm', { environment: name })}
        busyLabel={t('play.starting')}
        busy={control.isPending}
        refusal={
          control.isError
            ? { title: t('play.refused'), error: control.error }
            : undefined
        }
        onConfirm={play}
        onClose={() => setAsking(false)}
      >
        <p>
          {t('play.body', {
            job: pending.jobName,
            version,
            environment: name,
            entity: entity.metadata.name,
          })}{' '}
          {current
            ? t('play.replaces', { version: versionOf(current) })
            : t('play.first')}
        </p>
      </Confirm>
    </>
  );
}
