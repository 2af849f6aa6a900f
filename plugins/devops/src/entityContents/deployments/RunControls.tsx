import type {
  PipelineRunDetail,
  RunControl,
} from '@backstage-devops/plugin-devops-common';
import { ActionButton } from '../../components/ActionButton';
import { useState } from 'react';
import { Confirm } from '../../components/Confirm';
import { Refusal } from '../../components/Refusal';
import { useControl, useMayRunPipelines } from '../../hooks/useControl';
import { useTranslation } from '../../hooks/useTranslation';

/** Retry and cancel, where the provider would do it and the reader may ask. */
export function RunControls(props: { detail: PipelineRunDetail }) {
  const { run, controls } = props.detail;
  const { t } = useTranslation();
  const mayRun = useMayRunPipelines();
  const control = useControl();
  const [asking, setAsking] = useState(false);
  if (!mayRun || controls.length === 0) {
    return null;
  }
  const send = (action: RunControl) =>
    control.mutate(
      { runId: run.id, action },
      { onSettled: () => setAsking(false) },
    );
  return (
    <div>
      {controls.includes('retry') && (
        <ActionButton
          size="small"
          variant="outlined"
          disabled={control.isPending}
          onClick={() => send('retry')}
        >
          {t('action.retryRun')}
        </ActionButton>
      )}
      {controls.includes('cancel') && (
        <ActionButton
          size="small"
          variant="outlined"
          disabled={control.isPending}
          onClick={() => setAsking(true)}
        >
          {t('action.cancelRun')}
        </ActionButton>
      )}
      {control.isSuccess && <p role="status">{t('run.control.accepted')}</p>}
      {control.isError && (
        <Refusal title={t('run.control.refused')} error={control.error} />
      )}
      <Confirm
        open={asking}
        title={t('run.confirmCancel', { id: run.externalId })}
        confirmLabel={t('action.cancelRun')}
        dismissLabel={t('run.keep')}
        busyLabel={t('action.loadingMore')}
        busy={control.isPending}
        onConfirm={() => send('cancel')}
        onClose={() => setAsking(false)}
      >
        <p>{t('run.confirmCancelBody')}</p>
      </Confirm>
    </div>
  );
}
