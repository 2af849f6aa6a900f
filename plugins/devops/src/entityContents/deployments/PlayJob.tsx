import type { JobRun } from '@backstage-devops/plugin-devops-common';
import { useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { Confirm } from '../../components/Confirm';
import { useControl } from '../../hooks/useControl';
import { useDevopsEntity } from '../../hooks/useDevopsEntity';
import { useTranslation } from '../../hooks/useTranslation';

/** Starts a manual job from the panel of its run, after asking. */
export function PlayJob(props: { job: JobRun }) {
  const { job } = props;
  const { t } = useTranslation();
  const { entity } = useDevopsEntity();
  const control = useControl();
  const [asking, setAsking] = useState(false);
  const ask = () => {
    control.reset();
    setAsking(true);
  };
  const play = () =>
    control.mutate(
      { jobId: job.id, action: 'play' },
      { onSuccess: () => setAsking(false) },
    );
  return (
    <>
      {control.isSuccess ? (
        <span role="status">{t('play.started', { job: job.name })}</span>
      ) : (
        <ActionButton
          onClick={ask}
          aria-label={t('play.jobLabel', { job: job.name })}
        >
          {t('play.job')}
        </ActionButton>
      )}
      <Confirm
        open={asking}
        title={t('play.jobTitle', { job: job.name })}
        confirmLabel={t('play.jobLabel', { job: job.name })}
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
          {job.environment
            ? t('play.jobDeploys', {
                job: job.name,
                environment: job.environment,
                entity: entity.metadata.name,
              })
            : t('play.jobBody', {
                job: job.name,
                entity: entity.metadata.name,
              })}
        </p>
      </Confirm>
    </>
  );
}
